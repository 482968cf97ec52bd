package dev.tidemark.capture.watch;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.Publication;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnfitSourceException;
import dev.tidemark.capture.table.Look;
import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the source's log how the collection's tables are in that place of it, and which they
 * are. It is done in one transaction that holds a lock on each table: nobody alters one between the
 * look and the commit. Where a table is being altered, a plain heartbeat is written instead. Not
 * for more than one thread.
 */
public final class CatalogWriter {

  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";

  private final CollectionName collection;
  private final Publication publication;

  /** The tables that the collection has by what was written last. */
  private Set<TableId> members;

  private Look last = Look.NOTHING;

  /** By which a table is found that has another name now. */
  private final Map<TableId, Long> relations = new HashMap<>();

  private BiConsumer<TableId, TableId> renames = (from, to) -> {};

  /** Null before the first look. */
  private @Nullable String fingerprint;

  /**
   * @param slot the name of slot and publication
   * @param members the tables that the collection has where its capture begins
   */
  public CatalogWriter(CollectionName collection, String slot, Collection<TableId> members) {
    this.collection = collection;
    this.publication = new Publication(slot);
    this.members = new TreeSet<>(members);
  }

  /**
   * Tells of tables that have another name now, each once.
   *
   * @param known as they were when they were last looked at
   */
  public CatalogWriter telling(
      Collection<TableState> known, BiConsumer<TableId, TableId> listener) {
    known.forEach(this::remember);
    renames = listener;
    return this;
  }

  private void remember(TableState state) {
    relations.put(state.table(), state.definition().relation());
  }

  String slot() {
    return publication.name();
  }

  /**
   * Looks, and writes what is otherwise than when this looked last; at first all of it. Tables come
   * and go in a transaction with the look that says so. One that is being written to, or altered,
   * comes or goes by a later call.
   *
   * @param wanted the tables that the collection is to have
   * @throws UnfitSourceException the publication no longer publishes everything
   */
  public void write(SourceSession session, Collection<TableId> wanted) {
    tellRenamed(session);
    Set<TableId> next = new TreeSet<>(wanted);
    if (!next.equals(members) && exchange(session, next)) {
      return;
    }
    publication.hold(session, members);
    if (!locked(session, () -> look(session, members))) {
      SourceObjects.emit(session, SourceMessages.PREFIX, SourceMessages.HEARTBEAT);
    }
  }

  /**
   * Tells of what was renamed, without having looked. What the listener throws is thrown, and that
   * table is told of again.
   */
  public void tellRenamed(SourceSession session) {
    Set<TableId> missing = new TreeSet<>(relations.keySet());
    missing.retainAll(members);
    missing.removeAll(CatalogLook.present(session, List.copyOf(missing)));
    for (TableId table : missing) {
      Long relation = relations.get(table);
      if (relation != null) {
        CatalogLook.nameOf(session, relation)
            .filter(name -> !members.contains(name))
            .ifPresent(name -> renames.accept(table, name));
        relations.remove(table);
      }
    }
  }

  /** What is captured of a table that goes is known up to this very place. */
  private boolean exchange(SourceSession session, Set<TableId> next) {
    boolean isDone =
        locked(
            session,
            () -> {
              look(session, members);
              publication.exchange(session, members, next);
              look(session, next);
            },
            () -> publication.lock(session, members, next));
    if (isDone) {
      members = next;
    }
    return isDone;
  }

  private void look(SourceSession session, Set<TableId> tables) {
    requireWhole(session);
    List<TableId> all = List.copyOf(tables);
    String print = CatalogLook.fingerprint(session, all);
    Look now =
        print.equals(fingerprint) && last.members().equals(tables)
            ? last
            : CatalogLook.take(session, all, publication.name());
    emit(session, LookNews.between(collection, last, now));
    last = now;
    fingerprint = print;
    now.states().values().forEach(this::remember);
  }

  /**
   * Writes a message, and where no table is being altered, by a digest how all of them are. It says
   * nothing of which they are: who asks for a marker may have heard of a change that capture has
   * not made yet, or not of one that it has.
   */
  public void mark(SourceSession session, String message) {
    boolean isWritten =
        locked(
            session,
            () -> {
              Look now = CatalogLook.take(session, List.copyOf(members), publication.name());
              emit(session, new LookNews(collection, Set.of(), now.digest(), List.of(), List.of()));
              SourceObjects.emit(session, SourceMessages.PREFIX, message);
            });
    if (!isWritten) {
      SourceObjects.emit(session, SourceMessages.PREFIX, message);
    }
  }

  private static void emit(SourceSession session, LookNews news) {
    SourceObjects.emit(session, SourceMessages.PREFIX, SourceMessages.LOOK + LookJson.write(news));
  }

  private boolean locked(SourceSession session, Runnable looking) {
    return locked(session, looking, () -> true);
  }

  /**
   * Does something in a transaction in which no table is altered.
   *
   * @param more takes further locks, unless they cannot be had
   * @return false when one is being altered, or was just renamed; then nothing was done
   */
  private boolean locked(SourceSession session, Runnable looking, BooleanSupplier more) {
    Look lastBefore = last;
    String printBefore = fingerprint;
    session.execute("BEGIN");
    boolean isCommitted = false;
    try {
      session.execute(LOCK_TIMEOUT);
      List<TableId> present = CatalogLook.present(session, List.copyOf(members));
      if (CatalogLook.lock(session, CatalogLook.readable(session, present))
          && !isRenamedUntold(session, present)
          && more.getAsBoolean()) {
        looking.run();
        session.execute("COMMIT");
        isCommitted = true;
      }
      return isCommitted;
    } finally {
      if (!isCommitted) {
        last = lastBefore;
        fingerprint = printBefore;
        session.execute("ROLLBACK");
      }
    }
  }

  /**
   * Once the log says that a table is gone, nothing is kept by which its new name would be found:
   * that is told of first, and not while tables are locked.
   */
  private boolean isRenamedUntold(SourceSession session, List<TableId> present) {
    return members.stream()
        .filter(table -> !present.contains(table))
        .map(relations::get)
        .filter(Objects::nonNull)
        .flatMap(relation -> CatalogLook.nameOf(session, relation).stream())
        .anyMatch(name -> !members.contains(name));
  }

  private void requireWhole(SourceSession session) {
    SourceObjects.unpublished(session, publication.name())
        .ifPresent(
            why -> {
              throw new UnfitSourceException(why, "Capture looks at it again by itself.");
            });
  }
}
