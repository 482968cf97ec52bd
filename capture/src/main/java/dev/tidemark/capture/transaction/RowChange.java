package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.event.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One change as the source sent it: values in its own text, in the order of the shape's columns.
 *
 * @param before the row before, whole where the shape says so, else its key alone with nulls beside
 *     it; null when not sent
 * @param after the row from now on, {@link dev.tidemark.schemas.row.RowEncoder#UNCHANGED} for a
 *     value that was not sent; null for a delete
 * @param oldKey for a row that was moved by a change of its key: the old key, with nulls beside it
 */
public record RowChange(
    TableShape shape,
    Operation operation,
    @Nullable String @Nullable [] before,
    @Nullable String @Nullable [] after,
    @Nullable String @Nullable [] oldKey) {}
