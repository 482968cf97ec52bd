package dev.tidemark.capture.catalog;

import java.time.Duration;

/**
 * The right to make a slot of a name, and to remove it: a lock in the source that lasts as long as
 * the session. A capture that was replaced while it had it must not take away the slot of the one
 * that came after it.
 */
public final class SlotLock {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SlotLock() {}

  /**
   * Takes the lock, from whoever has it: that is a capture which the log has shut out, for only the
   * one that writes to the log comes here. What it does in its session from then on fails.
   *
   * @throws UnreachableSourceException it cannot be had
   */
  public static void take(SourceSession session, String slot) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isTaken(session, slot)) {
      if (System.nanoTime() > deadline) {
        throw new UnreachableSourceException(
            "another capture is about to make replication slot " + slot,
            "Stop it if it is not the one that is wanted. Capture tries again by itself.",
            null);
      }
      session.list(
          """
          select pg_catalog.pg_terminate_backend(pid), pg_catalog.pg_sleep(0.1)
            from pg_locks
           where locktype = 'advisory' and granted and objsubid = 1
             and database = (select oid from pg_database where datname = current_database())
             and (classid::bigint << 32) | objid::bigint = pg_catalog.hashtextextended(?, 0)
          """,
          row -> true,
          slot);
    }
  }

  private static boolean isTaken(SourceSession session, String slot) {
    return session.one(
        "select pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(?, 0))",
        row -> row.getBoolean(1),
        slot);
  }
}
