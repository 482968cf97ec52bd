package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.transaction.TablePart;
import dev.tidemark.capture.transaction.TableRows;
import dev.tidemark.schemas.table.RowKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads rows of tables from the source itself, beside its stream of changes. */
public final class SourceRows implements TableRows, AutoCloseable {

  private final SourceDatabase database;
  private final String publication;
  private final String prefix;
  private final RowLimits limits;
  private final Set<Reader> open = ConcurrentHashMap.newKeySet();
  private @Nullable SourceSession touching;
  private volatile boolean isClosed;

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
    SourceSession session = database.open();
    try {
      TableReader table = new TableReader(session, state, publication, limits);
      Reader reader =
          new OpenReader(
              state.definition().rowKey() instanceof RowKey.Columns key
                  ? new KeyedReader(table, key)
                  : new WholeReader(table));
      open.add(reader);
      requireOpen();
      return reader;
    } catch (RuntimeException e) {
      session.abort();
      throw e;
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the source's rows are read no more");
    }
  }

  @Override
  public void touch(String message) {
    requireOpen();
    if (touching == null) {
      touching = database.openWatched();
    }
    SourceObjects.emit(touching, prefix, message);
  }

  /** Breaks off what is being read, and lets go of the source. */
  @Override
  public void close() {
    isClosed = true;
    open.forEach(Reader::close);
    if (touching != null) {
      touching.close();
    }
  }

  /** One that is told of as long as it has a session in the source. */
  private final class OpenReader implements Reader {

    private final Reader reader;

    OpenReader(Reader reader) {
      this.reader = reader;
    }

    @Override
    public Optional<TablePart> next() {
      return reader.next();
    }

    @Override
    public Optional<TablePart> again(List<@Nullable String[]> keys) {
      return reader.again(keys);
    }

    @Override
    public void close() {
      open.remove(this);
      reader.close();
    }
  }
}
