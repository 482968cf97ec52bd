package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * All rows of a table that a session has locked, by COPY.
 *
 * <p>A lock keeps a table from being renamed, but not its schema: another schema can take that
 * name, and with it the table's name means another table. The rows of another are left out by their
 * tableoid, and the name is asked for once the server has resolved it.
 */
final class TableCopy {

  private TableCopy() {}

  /**
   * Reads them one at a time.
   *
   * @param reader has the table locked
   * @param another opens a session that sees the names of this moment
   * @param taker takes a row, a line of COPY's text with the values of the stored columns in their
   *     order, and may change the array; false to stop
   * @return false when the table's name means another one, or none: then nothing was read
   * @throws SQLException what breaks it off; what was taken before is of no use
   */
  static boolean read(
      SourceSession reader,
      Supplier<SourceSession> another,
      TableDefinition table,
      Predicate<byte[]> taker)
      throws SQLException {
    CopyOut copy =
        reader.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(statement(table));
    try (SourceSession now = another.get()) {
      if (!CatalogLook.isNamed(now, table)) {
        copy.cancelCopy();
        return false;
      }
    }
    for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
      if (!taker.test(line)) {
        copy.cancelCopy();
        return true;
      }
    }
    return true;
  }

  private static String statement(TableDefinition table) {
    String columns =
        table.storedColumns().stream()
            .map(column -> TableId.quote(column.name()))
            .collect(Collectors.joining(", "));
    return "COPY (SELECT "
        + columns
        + " FROM ONLY "
        + table.id().quoted()
        + " WHERE tableoid = "
        + table.relation()
        + ") TO STDOUT";
  }
}
