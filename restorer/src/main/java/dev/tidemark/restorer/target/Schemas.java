package dev.tidemark.restorer.target;

/** Schemas of the target. */
final class Schemas {

  private Schemas() {}

  static boolean exists(Session session, String schema) {
    return session.ask("EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?)", schema);
  }
}
