package dev.tidemark.restorer.target;

import dev.tidemark.restorer.encode.CopyDecoder;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.LoadedDataDiffersException;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.Column;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a staged table, as the server has them.
 *
 * <p>Few are read as text, the form they have everywhere else. Many are read in binary, which costs
 * the server and us a good deal less; but a mistake that the two binary forms here have in common
 * would go unseen, so a sample of them is read in both forms.
 */
final class StagedRows {

  /** From so many on a sample is little beside the whole. */
  static final long MANY = 100_000;

  /** So many rows are sampled at least, about, and of very many one in a hundred. */
  private static final long SAMPLED = 10_000;

  private final RestoredTable table;
  private final RowSchema schema;
  private final String name;
  private final String columns;

  StagedRows(RestoredTable table, TableId staged, RowSchema schema) {
    this.table = table;
    this.schema = schema;
    this.name = staged.quoted();
    this.columns =
        table.definition().storedColumns().stream()
            .map(Column::name)
            .map(TableId::quote)
            .collect(Collectors.joining(", "));
  }

  /** As COPY names them. */
  String named() {
    return name + " (" + columns + ")";
  }

  /**
   * Reads all of them.
   *
   * @param count how many there are
   * @throws LoadedDataDiffersException the server shows them differently in its two forms, or in
   *     none that is known
   */
  Checksum readAll(Session session, long count) {
    if (count < MANY || !CopyDecoder.hasBinaryForm(schema)) {
      return read(session, named(), CopyDecoder.text(schema));
    }
    String sample =
        "(SELECT %s FROM %s TABLESAMPLE SYSTEM (%d) REPEATABLE (0))"
            .formatted(columns, name, (100 * SAMPLED + count - 1) / count);
    LoadedDataDiffersException.checkForms(
        table.name(),
        read(session, sample, CopyDecoder.text(schema)),
        read(session, sample, CopyDecoder.binary(schema)));
    return read(session, named(), CopyDecoder.binary(schema));
  }

  private Checksum read(Session session, String rows, CopyDecoder decoder) {
    RowSum sum = new RowSum();
    try {
      CopyOut out =
          session
              .postgres()
              .getCopyAPI()
              .copyOut("COPY " + rows + " TO STDOUT (FORMAT " + decoder.format() + ")");
      for (byte @Nullable [] bytes = out.readFromCopy();
          bytes != null;
          bytes = out.readFromCopy()) {
        decoder.decode(bytes, sum::add);
      }
      decoder.end();
      return sum.checksum();
    } catch (SQLException e) {
      throw session.errors().broken(table.name().toString(), e);
    } catch (IllegalArgumentException e) {
      throw LoadedDataDiffersException.unreadable(table.name(), e);
    }
  }
}
