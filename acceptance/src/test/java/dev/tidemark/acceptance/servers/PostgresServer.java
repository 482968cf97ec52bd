package dev.tidemark.acceptance.servers;

/**
 * A PostgreSQL server of its own, on a port of the loopback interface that stays the same over
 * restarts. It has a superuser without limits and an ordinary user that may replicate.
 */
public interface PostgresServer extends AutoCloseable {

  /** For what only a superuser may do; its password is its name. */
  String SUPERUSER = "postgres";

  /** Owns every database made by {@link Database#create}; may replicate. */
  String OWNER = "tidemark";

  /** Full of what a URL has to escape, so that every spec tests the escaping. */
  String OWNER_PASSWORD = "p@ss:w/rd?%#1";

  int port();

  /** Stops as an administrator would; what is connected is disconnected. */
  void stop();

  /** Starts again, on the same data and port. */
  void start();

  @Override
  void close();
}
