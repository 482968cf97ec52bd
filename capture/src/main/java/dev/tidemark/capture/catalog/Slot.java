package dev.tidemark.capture.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replication slot as the server has it.
 *
 * @param plugin its output plugin
 * @param database the database it belongs to
 * @param confirmed the place up to which it was confirmed: nothing before is sent again
 * @param walStatus {@code lost} when the log it needs is gone
 * @param holder the process that reads from it now
 */
public record Slot(
    @Nullable String plugin,
    @Nullable String database,
    @Nullable Lsn confirmed,
    @Nullable String walStatus,
    @Nullable Integer holder) {

  private static final String QUERY =
      """
      select plugin, database, confirmed_flush_lsn::text, wal_status, active_pid
        from pg_replication_slots where slot_name = ?
      """;

  public static Optional<Slot> find(SourceSession session, String name) {
    return session.first(
        QUERY,
        row -> {
          String confirmed = row.getString(3);
          int holder = row.getInt(5);
          boolean isHeld = !row.wasNull();
          return new Slot(
              row.getString(1),
              row.getString(2),
              confirmed == null ? null : Lsn.parse(confirmed),
              row.getString(4),
              isHeld ? holder : null);
        },
        name);
  }
}
