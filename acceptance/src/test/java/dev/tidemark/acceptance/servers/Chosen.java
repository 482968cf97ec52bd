package dev.tidemark.acceptance.servers;

import java.util.Map;

/** What is started once in a JVM, lazily, and ends with it. */
final class Chosen {

  static final Servers SERVERS = choose(System.getProperty("servers", "automatic"));

  private Chosen() {}

  private static Servers choose(String servers) {
    return switch (servers) {
      case "containers" -> new ContainerServers();
      case "embedded" -> new EmbeddedServers();
      case "automatic" -> DockerEngine.answers() ? new ContainerServers() : new EmbeddedServers();
      default ->
          throw new IllegalArgumentException(
              "-Dservers is containers, embedded or automatic, not " + servers);
    };
  }

  /** Apart, so that a spec which needs no shared source does not start one. */
  static final class Source {
    static final PostgresServer SERVER = SERVERS.postgres(Map.of());

    private Source() {}
  }
}
