package dev.tidemark.restorer.load;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowSplicer;
import java.util.stream.IntStream;

/**
 * Brings rows of an older schema under the one in force, column by column by number: what was
 * dropped is left out, what was renamed is found, what was added has what the source gave to older
 * rows. Not for use by two threads.
 */
final class RowAdapter {

  private static final int[] NONE = {};
  private static final int NULL_BRANCH = 0;

  private final RowSplicer splicer;
  private final RowSlice nulls;
  private final int[] all;
  private final AvroOutput out = new AvroOutput();

  private RowAdapter(RowSplicer splicer, int fields) {
    this.splicer = splicer;
    AvroOutput empty = new AvroOutput(fields);
    for (int i = 0; i < fields; i++) {
      empty.writeInt(NULL_BRANCH);
    }
    this.nulls = RowSlice.of(empty.toByteArray());
    this.all = IntStream.range(0, fields).toArray();
  }

  /**
   * @throws dev.tidemark.schemas.row.UnadaptableRowsException a value of those rows is not known
   *     under the schema in force, or they are not this table's
   */
  static RowAdapter of(RowSchema older, RowSchema inForce) {
    RowSplicer splicer = RowSplicer.of(inForce, older);
    splicer.requireAll();
    return new RowAdapter(splicer, inForce.fields().size());
  }

  /** The row under the schema in force; valid until the next call. */
  RowSlice row(byte[] bytes, int offset, int length) {
    out.reset();
    splicer.splice(nulls, all, new RowSlice(bytes, offset, length), NONE, out);
    return RowSlice.of(out);
  }
}
