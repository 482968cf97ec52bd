package dev.tidemark.archive.merge;

import dev.tidemark.archive.run.RunReader;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The row of one key, from its newest version down, until all its values are known. */
final class PendingRow {

  private static final int[] NONE = {};

  private final OpenRuns runs;
  private AvroOutput row = new AvroOutput();
  private AvroOutput spare = new AvroOutput();
  private @Nullable RunReader from;
  private long sequence;
  private long order;
  private int[] unknown = NONE;

  PendingRow(OpenRuns runs) {
    this.runs = runs;
  }

  void clear() {
    from = null;
    unknown = NONE;
  }

  boolean isPresent() {
    return from != null;
  }

  /** Takes the newest version; says whether it is whole. */
  boolean begin(RunReader version) {
    from = version;
    sequence = version.sequence();
    order = version.order();
    unknown = version.unchanged();
    row.reset();
    row.writeRaw(version.buffer(), version.rowOffset(), version.rowLength());
    return unknown.length == 0;
  }

  /** Takes from an older version what is not known yet; says whether all is known now. */
  boolean fill(RunReader older) {
    spare.reset();
    unknown =
        runs.splicer(schema(), older.schema())
            .splice(RowSlice.of(row), unknown, older.row(), older.unchanged(), spare);
    AvroOutput filled = spare;
    spare = row;
    row = filled;
    return unknown.length == 0;
  }

  /**
   * @throws UnresolvableValueException there is no older version, and not all values are known
   */
  void checkResolved() {
    if (unknown.length > 0) {
      RowSchema schema = schema();
      String columns =
          Arrays.stream(unknown)
              .mapToObj(position -> schema.fields().get(position).column())
              .collect(Collectors.joining(", "));
      throw new UnresolvableValueException(
          "the change "
              + sequence
              + "/"
              + order
              + " of "
              + schema.table()
              + " in "
              + reader().path()
              + " left "
              + columns
              + " unchanged, and no older version of the row has the value");
    }
  }

  RowSlice slice() {
    return RowSlice.of(row);
  }

  RowSchema schema() {
    return reader().schema();
  }

  long sequence() {
    return sequence;
  }

  long order() {
    return order;
  }

  private RunReader reader() {
    if (from == null) {
      throw new IllegalStateException("not at a row");
    }
    return from;
  }
}
