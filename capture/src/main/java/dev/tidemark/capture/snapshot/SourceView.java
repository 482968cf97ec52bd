package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.Catalog;
import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceNotReadyException;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tables as they are at exactly one place of the source's log, to be read while others go on
 * writing. A temporary slot is made to have that place and its snapshot, and let go of at once: it
 * holds no log back, and is gone with its session whatever becomes of this process.
 *
 * <p>While it is open the tables are locked as a SELECT locks them: nobody alters them, and nobody
 * else is held up.
 */
public final class SourceView implements AutoCloseable {

  private final SourceDatabase database;
  private final SourceSession reader;
  private final SourcePosition position;
  private final Map<TableId, TableDefinition> definitions;

  private SourceView(
      SourceDatabase database,
      SourceSession reader,
      SourcePosition position,
      Map<TableId, TableDefinition> definitions) {
    this.database = database;
    this.reader = reader;
    this.position = position;
    this.definitions = definitions;
  }

  /**
   * Looks at the source as it is now.
   *
   * @param tables those that are not there are left out
   * @param slot a name nobody else has
   * @param patience how long transactions that are open now may take to end
   */
  public static SourceView open(
      SourceDatabase database, List<TableId> tables, String slot, Duration patience) {
    SourceSession reader = database.open();
    try (SourceSession now = database.open();
        SourceSession replication = database.openReplication()) {
      ExportingSlot made = slot(replication, database, slot, patience);
      if (!ExportedSnapshot.open(reader, now, made.snapshot(), tables)) {
        throw altered(database);
      }
      Map<TableId, TableDefinition> definitions = new TreeMap<>();
      CatalogLook.present(reader, tables)
          .forEach(table -> definitions.put(table, Catalog.definition(reader, table)));
      return new SourceView(database, reader, Lsn.parse(made.position()).position(), definitions);
    } catch (RuntimeException e) {
      reader.abort();
      throw e;
    }
  }

  private static SourceNotReadyException altered(SourceDatabase database) {
    return new SourceNotReadyException(
        "tables of the source " + database.url().place() + " are being altered, or were just now",
        "Try again when that is over. It shows in: SELECT * FROM pg_locks WHERE mode ="
            + " 'AccessExclusiveLock';",
        null);
  }

  private static ExportingSlot slot(
      SourceSession session, SourceDatabase database, String name, Duration patience) {
    int seconds = (int) Math.min(Integer.MAX_VALUE, Math.max(1, patience.toSeconds()));
    try {
      return ExportingSlot.make(session, name, "TEMPORARY", seconds);
    } catch (SQLException e) {
      if (ExportingSlot.isTooLate(e)) {
        throw new SourceNotReadyException(
            "the source "
                + database.url().place()
                + " has a transaction that was open before, and still is after "
                + seconds
                + " s",
            ExportingSlot.FIND_OPEN + "Try again when it has ended, or with a longer --wait.",
            e);
      }
      throw new SourceNotReadyException(
          "no temporary slot could be made in the source "
              + database.url().place()
              + ": "
              + e.getMessage(),
          ExportingSlot.MAKE_ROOM,
          e);
    }
  }

  /** What it shows is everything committed up to there in the source's log. */
  public SourcePosition position() {
    return position;
  }

  public Map<TableId, TableDefinition> definitions() {
    return definitions;
  }

  /**
   * Reads all rows of a table, one at a time. May be asked again.
   *
   * @param definition names the columns
   * @param taker takes a row, its values in the order of the stored columns
   */
  public void read(TableDefinition definition, Consumer<@Nullable String[]> taker) {
    int columns = definition.storedColumns().size();
    try {
      if (!TableCopy.read(
          reader,
          database::open,
          definition,
          line -> taken(taker, CopyText.parse(line, columns)))) {
        throw altered(database);
      }
    } catch (SQLException e) {
      throw new UnreachableSourceException(
          "the reading of table "
              + definition.id()
              + " from the source "
              + database.url().place()
              + " broke off: "
              + e.getMessage(),
          "Begin again when the source serves.",
          e);
    }
  }

  private static boolean taken(Consumer<@Nullable String[]> taker, @Nullable String[] row) {
    taker.accept(row);
    return true;
  }

  /** Breaks off what runs: of what it read nothing is kept. */
  @Override
  public void close() {
    reader.abort();
  }
}
