package dev.tidemark.app.home;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself to the commands.
 *
 * @param bootstrapServers where Kafka is
 * @param embedded Kafka runs in the server's process, and stops with it
 * @param configuration the file it was configured by; null when there was none
 * @param pid the server's process
 * @param http where metrics and health are served, host:port; null when they are not
 * @param started when it took requests, ISO-8601
 */
public record ServerInfo(
    String bootstrapServers,
    boolean embedded,
    @Nullable String configuration,
    long pid,
    @Nullable String http,
    String started) {}
