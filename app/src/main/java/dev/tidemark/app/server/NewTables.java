package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionException;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.home.TableScope;
import dev.tidemark.capture.CaptureConfig;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings tables into a collection that somebody made in its schema or its database, or renamed. It
 * writes them into the home and nothing else: capture goes by that.
 */
final class NewTables implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NewTables.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Home home;
  private final CaptureConfig config;
  private final CollectionName name;
  private final Rounds rounds;
  private volatile List<String> unprotected = List.of();

  /** The new names of tables that could not go on under them yet, by the old ones. */
  private final Map<TableId, TableId> waiting = new ConcurrentHashMap<>();

  private NewTables(Home home, CaptureConfig config) {
    this.home = home;
    this.config = config;
    this.name = config.collection();
    // A source that answers nobody must not keep a server from ending.
    this.rounds = new Rounds("new tables of " + name, PAUSE, this::look).asDaemon();
  }

  static NewTables start(Home home, CaptureConfig config) {
    NewTables watch = new NewTables(home, config);
    watch.rounds.start();
    return watch;
  }

  /** Tables that should be in the collection and cannot, and why, as sentences. */
  List<String> unprotected() {
    return unprotected;
  }

  /**
   * A table of the collection has another name now, under which it is to go on. Where it cannot
   * yet, it is tried again in every round, and told of until then.
   */
  void renamed(TableId from, TableId to) {
    waiting.put(from, to);
    takeRenamed();
  }

  private synchronized List<String> takeRenamed() {
    List<String> unfit = new ArrayList<>();
    for (Map.Entry<TableId, TableId> renamed : Map.copyOf(waiting).entrySet()) {
      try {
        takeRenamed(renamed.getKey(), renamed.getValue());
        waiting.remove(renamed.getKey(), renamed.getValue());
      } catch (ProblemException e) {
        LOG.warn(
            "{}: table {} was renamed to {}, which is not captured: {}",
            name,
            renamed.getKey(),
            renamed.getValue(),
            e.getMessage());
        unfit.add(
            "table "
                + renamed.getKey()
                + " was renamed to "
                + renamed.getValue()
                + ": "
                + e.getMessage()
                + ". "
                + e.hint());
      }
    }
    return unfit;
  }

  private void takeRenamed(TableId from, TableId to) {
    if (!goesOn(home.collections().get(name), from, to)) {
      return;
    }
    Sources.checkTable(config, to);
    home.collections()
        .change(
            name,
            collection ->
                goesOn(collection, from, to) ? collection.adding(List.of(to)) : collection);
    LOG.info("{}: table {} was renamed to {}, and goes on under that name", name, from, to);
  }

  /** Not when somebody has taken out the one or the other meanwhile. */
  private static boolean goesOn(ProtectedTables collection, TableId from, TableId to) {
    return collection.tables().contains(from)
        && !collection.tables().contains(to)
        && !collection.scope().out().contains(to);
  }

  private void look() {
    try {
      List<String> unfit = new ArrayList<>(takeRenamed());
      Optional<ProtectedTables> collection = home.collections().find(name);
      if (collection.isPresent()
          && !collection.get().dropping()
          && !(collection.get().scope() instanceof TableScope.Named)) {
        unfit.addAll(take(collection.get()));
      }
      unprotected = List.copyOf(unfit);
    } catch (ProblemException e) {
      // Capture meets the same, and tells of it.
      LOG.debug("{}: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        LOG.debug("{}: looking for new tables was broken off", name, e);
      } else {
        // The next round may fare better; without one, tables would go on unprotected in silence.
        LOG.error("{}: looking for new tables", name, e);
      }
    }
  }

  /** Takes in what can be captured, and answers what cannot, and why. */
  private List<String> take(ProtectedTables collection) {
    List<TableId> fit = new ArrayList<>();
    List<String> unfit = new ArrayList<>();
    for (TableId table : Sources.everyTable(config.source())) {
      if (collection.scope().takes(table) && !collection.tables().contains(table)) {
        try {
          home.collections().requireFree(name, config.source(), List.of(table));
          Sources.checkTable(config, table);
          fit.add(table);
        } catch (CollectionException e) {
          LOG.debug("{}: {}", name, e.getMessage());
        } catch (ProblemException e) {
          unfit.add(e.getMessage() + ". " + e.hint());
        }
      }
    }
    if (!fit.isEmpty()) {
      home.collections()
          .change(name, now -> now.adding(fit.stream().filter(now.scope()::takes).toList()));
      LOG.info("{}: {} came to be, and are captured", name, fit);
    }
    return unfit;
  }

  /** What it writes into the home comes before this, or not at all. */
  @Override
  public void close() {
    rounds.close();
  }
}
