package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table's rows, as one snapshot of the source saw them.
 *
 * @param state of the table in that snapshot
 * @param seen which transactions the snapshot saw
 * @param time the source's time of the snapshot
 * @param rows values in the order of the stored columns
 * @param isLast there are no rows behind these
 */
public record TablePart(
    TableState state,
    SeenTransactions seen,
    Instant time,
    List<@Nullable String[]> rows,
    boolean isLast) {}
