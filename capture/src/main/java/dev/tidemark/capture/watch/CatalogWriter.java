package dev.tidemark.capture.watch;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnfitSourceException;
import dev.tidemark.capture.table.Look;
import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the source's log how the collection's tables are in that place of it. It is done in
 * one transaction that holds a lock on each table: nobody alters one between the look and the
 * commit. Where a table is being altered, a plain heartbeat is written instead. Not for more than
 * one thread.
 */
public final class CatalogWriter {

  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";

  private final CollectionName collection;
  private final String slot;
  private final List<TableId> tables;
  private Look last = Look.NOTHING;

  /** Null before the first look. */
  private @Nullable String fingerprint;

  /**
   * @param slot the name of slot and publication
   */
  public CatalogWriter(CollectionName collection, String slot, List<TableId> tables) {
    this.collection = collection;
    this.slot = slot;
    this.tables = List.copyOf(tables);
  }

  String slot() {
    return slot;
  }

  /**
   * Looks, and writes what is otherwise than when this looked last; at first all of it.
   *
   * @throws UnfitSourceException the publication no longer publishes everything
   */
  public void write(SourceSession session) {
    SourceObjects.publish(session, slot, tables);
    boolean isWritten =
        locked(
            session,
            () -> {
              requireWhole(session);
              String print = CatalogLook.fingerprint(session, tables);
              Look now = print.equals(fingerprint) ? last : CatalogLook.take(session, tables, slot);
              emit(session, LookNews.between(collection, last, now));
              last = now;
              fingerprint = print;
            });
    if (!isWritten) {
      SourceObjects.emit(session, SourceMessages.PREFIX, SourceMessages.HEARTBEAT);
    }
  }

  /** Writes a message, and where no table is being altered, by a digest how all of them are. */
  public void mark(SourceSession session, String message) {
    boolean isWritten =
        locked(
            session,
            () -> {
              String digest = CatalogLook.take(session, tables, slot).digest();
              emit(session, new LookNews(collection, digest, List.of(), List.of()));
              SourceObjects.emit(session, SourceMessages.PREFIX, message);
            });
    if (!isWritten) {
      SourceObjects.emit(session, SourceMessages.PREFIX, message);
    }
  }

  private static void emit(SourceSession session, LookNews news) {
    SourceObjects.emit(session, SourceMessages.PREFIX, SourceMessages.LOOK + LookJson.write(news));
  }

  /**
   * Does something in a transaction in which no table is altered.
   *
   * @return false when one is being altered; then nothing was done
   */
  private boolean locked(SourceSession session, Runnable looking) {
    session.execute("BEGIN");
    boolean isCommitted = false;
    try {
      session.execute(LOCK_TIMEOUT);
      if (CatalogLook.lock(session, CatalogLook.present(session, tables))) {
        looking.run();
        session.execute("COMMIT");
        isCommitted = true;
      }
      return isCommitted;
    } finally {
      if (!isCommitted) {
        session.execute("ROLLBACK");
      }
    }
  }

  private void requireWhole(SourceSession session) {
    SourceObjects.unpublished(session, slot)
        .ifPresent(
            why -> {
              throw new UnfitSourceException(why, "Capture looks at it again by itself.");
            });
  }
}
