package dev.tidemark.capture.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much log a source holds for a capture. In bytes; what the server writes in between is
 * counted, whatever table it is about.
 *
 * @param unconfirmed from the last place that capture has confirmed to the log's end
 * @param retained that the server may not remove because of the slot
 * @param left that the server may still write before it gives the slot up ({@code
 *     max_slot_wal_keep_size}); null without such a limit
 */
public record Backlog(long unconfirmed, long retained, @Nullable Long left) {

  /** Empty when there is no such slot. */
  public static Optional<Backlog> of(SourceSession session, String slot) {
    return session.first(
        """
        select greatest(coalesce(pg_catalog.pg_wal_lsn_diff(w.lsn, confirmed_flush_lsn), 0), 0)::bigint,
               greatest(coalesce(pg_catalog.pg_wal_lsn_diff(w.lsn, restart_lsn), 0), 0)::bigint,
               safe_wal_size
          from pg_replication_slots, pg_catalog.pg_current_wal_insert_lsn() w(lsn)
         where slot_name = ?
        """,
        row -> new Backlog(row.getLong(1), row.getLong(2), row.getObject(3, Long.class)),
        slot);
  }
}
