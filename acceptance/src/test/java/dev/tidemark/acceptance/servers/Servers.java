package dev.tidemark.acceptance.servers;

import java.util.Map;
import java.util.Optional;

/**
 * Where the servers of a run come from. Chosen by {@code -Dservers=containers} or {@code
 * -Dservers=embedded}; without it, containers where a Docker engine answers.
 */
public interface Servers {

  /**
   * Starts a PostgreSQL server of its own.
   *
   * @param settings beyond those of {@link PostgresSettings#SOURCE}, or instead of them
   */
  PostgresServer postgres(Map<String, String> settings);

  /**
   * The bootstrap address of a Kafka broker on its own, shared by the whole run; empty where every
   * {@code start} brings its embedded one.
   */
  Optional<String> kafka();

  /** The one choice of this JVM. */
  static Servers chosen() {
    return Chosen.SERVERS;
  }

  /** The source shared by all specs of this JVM; started when first asked for. */
  static PostgresServer source() {
    return Chosen.Source.SERVER;
  }
}
