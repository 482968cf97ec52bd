package dev.tidemark.restorer.load;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import org.jspecify.annotations.Nullable;

/** Rows of any schema a table had, each as it is under the schema in force. */
public final class AdaptedRows implements RowCursor {

  private final RowCursor rows;
  private final RowSchema inForce;
  private @Nullable RowSchema last;
  private @Nullable RowAdapter adapter;
  private @Nullable RowSlice adapted;

  /**
   * @param rows are closed with it
   */
  public AdaptedRows(RowCursor rows, RowSchema inForce) {
    this.rows = rows;
    this.inForce = inForce;
  }

  /**
   * @throws dev.tidemark.schemas.row.UnadaptableRowsException a value is not known under the schema
   *     in force
   */
  @Override
  public boolean advance() {
    if (!rows.advance()) {
      return false;
    }
    RowAdapter needed = adapter(rows.schema());
    adapted = needed == null ? null : needed.row(rows.array(), rows.offset(), rows.length());
    return true;
  }

  /** By identity, because comparing two schemas takes longer than copying a row. */
  @SuppressWarnings("ReferenceEquality")
  private @Nullable RowAdapter adapter(RowSchema schema) {
    if (schema != last) {
      last = schema;
      adapter = schema.equals(inForce) ? null : RowAdapter.of(schema, inForce);
    }
    return adapter;
  }

  @Override
  public RowSchema schema() {
    return inForce;
  }

  @Override
  public byte[] array() {
    return adapted == null ? rows.array() : adapted.array();
  }

  @Override
  public int offset() {
    return adapted == null ? rows.offset() : adapted.offset();
  }

  @Override
  public int length() {
    return adapted == null ? rows.length() : adapted.length();
  }

  @Override
  public void close() {
    rows.close();
  }
}
