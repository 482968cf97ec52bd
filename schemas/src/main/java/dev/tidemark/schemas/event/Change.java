package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.row.RowSlice;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row, encoded, or a TRUNCATE.
 *
 * @param unchanged positions in {@code after} whose values the source did not send
 * @param before the row, or its key's columns alone, before a delete or an update
 * @param after the row as it is from now on
 */
@SuppressWarnings("ArrayRecordComponent")
public record Change(
    ChangeId id,
    Operation operation,
    int[] unchanged,
    @Nullable RowSlice before,
    @Nullable RowSlice after) {

  private static final int[] NONE = {};

  public static Change read(ChangeId id, RowSlice after) {
    return new Change(id, Operation.READ, NONE, null, after);
  }

  public static Change created(ChangeId id, int[] unchanged, RowSlice after) {
    return new Change(id, Operation.CREATE, unchanged, null, after);
  }

  public static Change updated(
      ChangeId id, int[] unchanged, @Nullable RowSlice before, RowSlice after) {
    return new Change(id, Operation.UPDATE, unchanged, before, after);
  }

  public static Change deleted(ChangeId id, RowSlice before) {
    return new Change(id, Operation.DELETE, NONE, before, null);
  }

  public static Change truncated(ChangeId id) {
    return new Change(id, Operation.TRUNCATE, NONE, null, null);
  }
}
