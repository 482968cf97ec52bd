package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What capture makes in a source, the slot and the publication, once they are there. */
public final class SourceObjects {

  private static final Duration RELEASE = Duration.ofSeconds(10);

  private SourceObjects() {}

  /**
   * Why the source can no longer send everything from a position on; empty when it can.
   *
   * @param resume the end of the last transaction that is durable
   */
  public static Optional<String> gap(SourceSession session, String name, Lsn resume) {
    Optional<Slot> found = Slot.find(session, name);
    if (found.isEmpty()) {
      return Optional.of("replication slot " + name + " is gone");
    }
    Slot slot = found.get();
    if (!"pgoutput".equals(slot.plugin()) || !session.url().database().equals(slot.database())) {
      return Optional.of("replication slot " + name + " is not the one that capture made");
    }
    if ("lost".equals(slot.walStatus()) || slot.confirmed() == null) {
      return Optional.of(removed(name));
    }
    if (slot.confirmed().compareTo(resume) > 0) {
      return Optional.of(
          "replication slot "
              + name
              + " was moved to "
              + slot.confirmed()
              + ", past "
              + resume
              + ", where capture had come");
    }
    Lsn end =
        session.one(
            "select pg_catalog.pg_current_wal_insert_lsn()::text",
            row -> Lsn.parse(row.getString(1)));
    if (end.compareTo(resume) < 0) {
      return Optional.of(
          "the server's log ends at "
              + end
              + ", before "
              + resume
              + ", where capture had come: the"
              + " server was replaced or set back");
    }
    return unpublished(session, name);
  }

  static String removed(String slot) {
    return "the server has removed the log that replication slot " + slot + " needed";
  }

  /** Why not every kind of change comes; empty when it does. */
  public static Optional<String> unpublished(SourceSession session, String name) {
    boolean isWhole =
        session
            .first(
                """
                select pubinsert and pubupdate and pubdelete and pubtruncate
                  from pg_publication where pubname = ?
                """,
                row -> row.getBoolean(1),
                name)
            .orElse(false);
    return isWhole
        ? Optional.empty()
        : Optional.of(
            "publication " + name + " is gone, or no longer publishes every kind of change");
  }

  /** Removes slot and publication; what is gone already is no error. */
  public static void drop(SourceSession session, String name) {
    dropSlot(session, name);
    session.execute("DROP PUBLICATION IF EXISTS " + TableId.quote(name));
  }

  private static void dropSlot(SourceSession session, String name) {
    long deadline = System.nanoTime() + RELEASE.toNanos();
    for (Optional<Slot> slot = Slot.find(session, name);
        slot.isPresent();
        slot = Slot.find(session, name)) {
      Integer holder = slot.get().holder();
      if (holder == null) {
        session.list(
            """
            select pg_catalog.pg_drop_replication_slot(slot_name) from pg_replication_slots
             where slot_name = ? and not active
            """,
            row -> true,
            name);
      } else if (System.nanoTime() > deadline) {
        throw new UnreachableSourceException(
            "replication slot " + name + " is held by process " + holder + " of the source",
            "Stop whatever reads from it, then drop again.",
            null);
      } else {
        // It ends in its own time, so this waits a moment within the statement.
        session.list(
            "select pg_catalog.pg_terminate_backend(?), pg_catalog.pg_sleep(0.1)",
            row -> true,
            holder);
      }
    }
  }

  /**
   * Writes a transactional message of Tidemark's own into the log. It goes as bytes, which come out
   * as they went in: text would come out in the encoding of the database.
   */
  public static SourcePosition emit(SourceSession session, String prefix, String content) {
    return session.one(
        "select pg_catalog.pg_logical_emit_message(true, ?, ?::bytea)::text",
        row -> new SourcePosition(row.getString(1)),
        prefix,
        content.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the source's log ends now. */
  public static SourcePosition end(SourceSession session) {
    return session.one(
        "select pg_catalog.pg_current_wal_insert_lsn()::text",
        row -> new SourcePosition(row.getString(1)));
  }

  /** The source's clock. */
  public static Instant now(SourceSession session) {
    return session.one(
        "select pg_catalog.clock_timestamp()",
        row -> row.getObject(1, OffsetDateTime.class).toInstant());
  }
}
