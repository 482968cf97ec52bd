package dev.tidemark.app.home;

/**
 * What a server says of itself to the commands.
 *
 * @param bootstrapServers where Kafka is
 * @param embedded Kafka runs in the server's process, and stops with it
 * @param pid the server's process
 * @param started when it took requests, ISO-8601
 */
public record ServerInfo(String bootstrapServers, boolean embedded, long pid, String started) {}
