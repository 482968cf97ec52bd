package dev.tidemark.acceptance.servers;

import java.util.Map;
import java.util.Optional;

/** Servers from jars, children of this JVM. */
final class EmbeddedServers implements Servers {

  @Override
  public PostgresServer postgres(Map<String, String> settings) {
    return EmbeddedPostgresServer.create(PostgresSettings.withShortProofs(settings));
  }

  @Override
  public Optional<String> kafka() {
    return Optional.empty();
  }
}
