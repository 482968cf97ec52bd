package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.snapshot.TableReader.Rows;
import dev.tidemark.capture.snapshot.TableReader.Snapshot;
import dev.tidemark.capture.transaction.TablePart;
import dev.tidemark.capture.transaction.TableRows;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.RowKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** Reads a table in the order of its key, each part behind the key of the one before. */
final class KeyedReader implements TableRows.Reader {

  private final TableReader table;
  private final List<Integer> positions;
  private final String key;
  private @Nullable String @Nullable [] last;

  KeyedReader(TableReader table, RowKey.Columns key) {
    this.table = table;
    this.key = key.names().stream().map(TableId::quote).collect(Collectors.joining(", "));
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
    String behind = last == null ? "" : " WHERE (" + key + ") > " + values(last);
    Optional<TablePart> part =
        read(behind + " ORDER BY " + key + " LIMIT " + (table.limits().rows() + 1), table::next);
    part.filter(found -> !found.rows().isEmpty())
        .ifPresent(found -> last = found.rows().get(found.rows().size() - 1));
    return part;
  }

  @Override
  public Optional<TablePart> again(List<@Nullable String[]> keys) {
    String among = keys.stream().map(this::values).collect(Collectors.joining(", "));
    return read(" WHERE (" + key + ") IN (" + among + ")", table::all);
  }

  private Optional<TablePart> read(String rest, Function<CopyOut, Rows> taking) {
    Optional<Snapshot> snapshot = table.begin();
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    CopyOut copy = table.copy(rest);
    Rows rows = taking.apply(copy);
    table.cancel(copy);
    table.end();
    return Optional.of(
        new TablePart(
            table.state(),
            snapshot.get().seen(),
            snapshot.get().time(),
            rows.rows(),
            rows.isLast()));
  }

  private String values(@Nullable String[] row) {
    return positions.stream()
        .map(position -> "'" + String.valueOf(row[position]).replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public void close() {
    table.close();
  }
}
