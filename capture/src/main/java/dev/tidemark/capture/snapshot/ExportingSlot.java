package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.schemas.change.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A new slot that has exported its snapshot, which lasts until the session that made it says
 * anything else.
 *
 * @param position the consistent point, as the server writes a place of its log
 * @param snapshot the name it was exported by
 */
record ExportingSlot(String position, String snapshot) {

  /** Finds what the server waits for; what is to be done then, the reader of it knows. */
  static final String FIND_OPEN =
      "Find it with: SELECT * FROM pg_stat_activity WHERE xact_start < now() - interval '1"
          + " minute'; ";

  /** What to do about a refusal that is not a wait. */
  static final String MAKE_ROOM =
      "If it says that all slots are in use, raise max_replication_slots or drop one that nobody"
          + " needs.";

  private static final String QUERY_CANCELED = "57014";

  /**
   * Makes a slot. The server waits for every transaction that is open.
   *
   * @param replication a session that replicates
   * @param life TEMPORARY, or nothing for one that stays
   * @param seconds how long to wait at most
   * @throws SQLException the server's refusal
   */
  static ExportingSlot make(SourceSession replication, String name, String life, int seconds)
      throws SQLException {
    try (Statement statement = replication.connection().createStatement()) {
      statement.setQueryTimeout(seconds);
      try (ResultSet row =
          statement.executeQuery(
              "CREATE_REPLICATION_SLOT "
                  + TableId.quote(name)
                  + " "
                  + life
                  + " LOGICAL pgoutput EXPORT_SNAPSHOT")) {
        row.next();
        return new ExportingSlot(row.getString("consistent_point"), row.getString("snapshot_name"));
      }
    }
  }

  /** Whether a refusal means that the wait was over. */
  static boolean isTooLate(SQLException refusal) {
    return QUERY_CANCELED.equals(refusal.getSQLState());
  }
}
