package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.transaction.TableRows;
import dev.tidemark.schemas.table.RowKey;
import org.jspecify.annotations.Nullable;

/** Reads rows of tables from the source itself, beside its stream of changes. */
public final class SourceRows implements TableRows, AutoCloseable {

  private final SourceDatabase database;
  private final String publication;
  private final String prefix;
  private final RowLimits limits;
  private @Nullable SourceSession touching;

  /**
   * @param prefix of the messages that {@link #touch} writes
   * @param limits of one part
   */
  public SourceRows(SourceDatabase database, String publication, String prefix, RowLimits limits) {
    this.database = database;
    this.publication = publication;
    this.prefix = prefix;
    this.limits = limits;
  }

  @Override
  public Reader open(TableState state) {
    TableReader table = new TableReader(database.open(), state, publication, limits);
    try {
      return state.definition().rowKey() instanceof RowKey.Columns key
          ? new KeyedReader(table, key)
          : new WholeReader(table);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  @Override
  public void touch(String message) {
    if (touching == null) {
      touching = database.openWatched();
    }
    SourceObjects.emit(touching, prefix, message);
  }

  @Override
  public void close() {
    if (touching != null) {
      touching.close();
    }
  }
}
