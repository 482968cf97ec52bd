package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.snapshot.TableReader.Rows;
import dev.tidemark.capture.snapshot.TableReader.Snapshot;
import dev.tidemark.capture.transaction.TablePart;
import dev.tidemark.capture.transaction.TableRows;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** Reads a table without a key: in no order, so all of it under one snapshot. */
final class WholeReader implements TableRows.Reader {

  private final TableReader table;
  private @Nullable Snapshot snapshot;
  private @Nullable CopyOut copy;

  WholeReader(TableReader table) {
    this.table = table;
  }

  @Override
  public Optional<TablePart> next() {
    if (copy == null) {
      Optional<Snapshot> begun = table.begin();
      if (begun.isEmpty()) {
        return Optional.empty();
      }
      snapshot = begun.get();
      copy = table.copy("");
    }
    if (snapshot == null) {
      throw new IllegalStateException("rows without a snapshot");
    }
    Rows rows = table.next(copy);
    if (rows.isLast()) {
      table.end();
    }
    return Optional.of(
        new TablePart(table.state(), snapshot.seen(), snapshot.time(), rows.rows(), rows.isLast()));
  }

  @Override
  public Optional<TablePart> again(List<@Nullable String[]> keys) {
    throw new IllegalStateException("rows without a key are not read again by one");
  }

  @Override
  public void close() {
    table.close();
  }
}
