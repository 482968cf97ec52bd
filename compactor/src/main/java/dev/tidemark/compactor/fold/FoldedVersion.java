package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.row.RowSlice;
import org.jspecify.annotations.Nullable;

/**
 * A version as it is stored; its arrays are valid only while it is given.
 *
 * @param newest the newest version of its key in the batch
 * @param schema its number in the {@link BatchSchemas}
 * @param unchanged positions whose values are those at the batch's start
 * @param row null: the row was deleted
 */
@SuppressWarnings("ArrayRecordComponent")
public record FoldedVersion(
    int lane,
    RowSlice key,
    boolean newest,
    long sequence,
    long order,
    int schema,
    int[] unchanged,
    @Nullable RowSlice row) {}
