package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * The snapshot that a slot has exported, in a session that reads the tables under it.
 *
 * <p>The tables are locked by that session itself, and only after the slot is made. A slot waits
 * for every transaction that is open: one of them may be about to truncate a table, and with a lock
 * held meanwhile both would wait for each other. A second session's lock is no better: behind
 * somebody who waits for that, the reader waits too. So a table may be altered between the snapshot
 * and the locks. An ALTER TABLE or a TRUNCATE that gives it a new file would make it look empty in
 * the snapshot: then nothing is read.
 */
final class ExportedSnapshot {

  /**
   * For all locks together, and shorter than the usual deadlock_timeout of a server: nobody's
   * transaction is ended over them.
   */
  private static final String SHORT = "SET statement_timeout = '900ms'";

  private static final String UNLIMITED = "SET statement_timeout = 0";
  private static final int ATTEMPTS = 20;

  private ExportedSnapshot() {}

  /**
   * Opens it, and locks the tables as a SELECT locks them until the reader's transaction ends.
   *
   * @param reader has no transaction yet
   * @param now a session that has none, and sees the tables as they are
   * @param snapshot the name it was exported by
   * @param tables those that are not there are left out
   * @return false when one of the tables is being altered, or was made, altered or dropped since
   *     the snapshot; the reader is then of no more use
   */
  static boolean open(
      SourceSession reader, SourceSession now, String snapshot, List<TableId> tables) {
    reader.execute(UNLIMITED);
    reader.execute("SET idle_in_transaction_session_timeout = 0");
    // An error is better than a table from which a policy has taken rows.
    reader.execute("SET row_security = off");
    reader.execute("SET lock_timeout = '30s'");
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    reader.execute("SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "''") + "'");
    return lock(reader, CatalogLook.present(reader, tables))
        && CatalogLook.fingerprint(reader, tables).equals(CatalogLook.fingerprint(now, tables));
  }

  /** In short attempts, between which whoever waits for one of the tables can have it. */
  private static boolean lock(SourceSession reader, List<TableId> tables) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      reader.execute("SAVEPOINT unlocked");
      reader.execute(SHORT);
      if (CatalogLook.lock(reader, tables)) {
        reader.execute(UNLIMITED);
        return true;
      }
      reader.execute("ROLLBACK TO SAVEPOINT unlocked");
    }
    return false;
  }
}
