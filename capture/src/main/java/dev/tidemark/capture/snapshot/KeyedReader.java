package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.snapshot.TableReader.Rows;
import dev.tidemark.capture.snapshot.TableReader.Snapshot;
import dev.tidemark.capture.transaction.TablePart;
import dev.tidemark.capture.transaction.TableRows;
import dev.tidemark.schemas.table.RowKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * Reads a table in the order of its key, each part behind the key of the one before. It asks for as
 * many rows as a part of that size has had so far, for what is sent beyond a part is sent in vain.
 */
final class KeyedReader implements TableRows.Reader {

  /** While nothing is known of how large rows are. */
  private static final int FIRST_ROWS = 200;

  private final TableReader table;
  private final List<Integer> positions;
  private final KeyConditions key;
  private @Nullable String @Nullable [] last;
  private int most;

  KeyedReader(TableReader table, RowKey.Columns key) {
    this.table = table;
    this.most = Math.min(FIRST_ROWS, table.limits().rows());
    this.key = new KeyConditions(key.names(), table.operators(key.names()));
    this.positions =
        key.names().stream()
            .map(
                name ->
                    IntStream.range(0, table.columns().size())
                        .filter(i -> table.columns().get(i).name().equals(name))
                        .findFirst()
                        .orElseThrow())
            .toList();
  }

  @Override
  public Optional<TablePart> next() {
    String behind = last == null ? "" : " WHERE " + key.after(values(last));
    Optional<TablePart> part =
        read(behind + " ORDER BY " + key.order() + " LIMIT " + (most + 1), this::next);
    part.filter(found -> !found.rows().isEmpty())
        .ifPresent(found -> last = found.rows().get(found.rows().size() - 1));
    return part;
  }

  private Rows next(CopyOut copy) {
    RowLimits limits = table.limits();
    Rows rows = table.next(copy, new RowLimits(most, limits.bytes()));
    if (!rows.rows().isEmpty()) {
      long average = Math.max(1, rows.bytes() / rows.rows().size());
      most = (int) Math.max(1, Math.min(limits.rows(), limits.bytes() / average));
    }
    return rows;
  }

  @Override
  public Optional<TablePart> again(List<@Nullable String[]> keys) {
    return read(" WHERE " + key.among(keys.stream().map(this::values).toList()), table::all);
  }

  private Optional<TablePart> read(String rest, Function<CopyOut, Rows> taking) {
    Optional<Snapshot> snapshot = table.begin();
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    CopyOut copy = table.copy(rest);
    Rows rows = taking.apply(copy);
    table.drain(copy);
    table.end();
    return Optional.of(
        new TablePart(
            table.state(),
            snapshot.get().seen(),
            snapshot.get().time(),
            rows.rows(),
            rows.isLast()));
  }

  private List<String> values(@Nullable String[] row) {
    return positions.stream().map(position -> String.valueOf(row[position])).toList();
  }

  @Override
  public void close() {
    table.close();
  }
}
