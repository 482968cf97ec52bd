package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionException;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.capture.CaptureConfig;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts tables into a collection that is captured, or takes them out: check, write down, wait until
 * capture has come to it. Once it is written down it happens, whatever dies; before, nothing has.
 */
public final class AlterTables {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public AlterTables(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /** What is to be done, at once for all its tables. */
  public sealed interface Order {

    Set<TableId> tables();

    /** They come into the collection, and are read while the others go on. */
    record Add(Set<TableId> tables) implements Order {
      public Add {
        tables = Set.copyOf(tables);
      }
    }

    /** They go out of it. What was captured of them can be restored as ever. */
    record Drop(Set<TableId> tables) implements Order {
      public Drop {
        tables = Set.copyOf(tables);
      }
    }
  }

  /**
   * What was done.
   *
   * @param collection as it is now
   * @param captured up to where capture had come when it had done it; empty when it had not within
   *     the patience, and does it by itself
   */
  public record Outcome(ProtectedTables collection, Optional<Long> captured) {}

  /**
   * @param patience how long a scheduled backup is waited for, and then capture
   * @throws dev.tidemark.schemas.problem.ProblemException the collection is as it was
   */
  public Outcome run(CollectionName name, Order order, Duration patience) {
    return Underway.asked(home, name, "alteration", clock, listener)
        .run(patience, new Work(name, order, patience));
  }

  private final class Work implements Underway.Work<Outcome> {

    private final CollectionName name;
    private final Order order;
    private final Duration patience;

    Work(CollectionName name, Order order, Duration patience) {
      this.name = name;
      this.order = order;
      this.patience = patience;
    }

    @Override
    public Outcome run(Listener heard) {
      return alter(name, order, patience, heard);
    }

    @Override
    public String result(Outcome outcome) {
      String tables =
          order.tables().stream().map(TableId::toString).sorted().collect(Collectors.joining(", "));
      return tables
          + (order instanceof Order.Add ? " added" : " dropped")
          + outcome
              .captured()
              .map(sequence -> ", at sequence " + sequence)
              .orElse(", once capture comes to it");
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.alteration(cause);
    }
  }

  private Outcome alter(CollectionName name, Order order, Duration patience, Listener heard) {
    ProtectedTables collection = home.collections().get(name);
    if (collection.dropping()) {
      throw new DropBegunException(name);
    }
    Deployment deployment = Deployment.running(home);
    List<TableId> tables = List.copyOf(new TreeSet<>(order.tables()));
    if (order instanceof Order.Add) {
      requireAddable(deployment, collection, tables);
    } else {
      requireDroppable(collection, tables);
    }
    ProtectedTables altered =
        home.collections()
            .change(
                name,
                now -> order instanceof Order.Add ? now.adding(tables) : now.dropping(tables));
    describeIfPossible(deployment, altered, heard);
    Optional<Long> captured = await(name, order, patience);
    if (captured.isEmpty()) {
      heard.note(
          "capture has not come to it within "
              + patience.toSeconds()
              + " s: it follows by itself, once nobody is writing to or altering the tables");
    }
    return new Outcome(altered, captured);
  }

  private void requireAddable(
      Deployment deployment, ProtectedTables collection, List<TableId> tables) {
    CaptureConfig config = deployment.capture(collection);
    for (TableId table : tables) {
      if (collection.tables().contains(table)) {
        throw CollectionException.hasTable(collection.name(), table);
      }
    }
    home.collections().requireFree(collection.name(), collection.source(), tables);
    tables.forEach(table -> Sources.checkTable(config, table));
  }

  private static void requireDroppable(ProtectedTables collection, List<TableId> tables) {
    for (TableId table : tables) {
      if (!collection.tables().contains(table)) {
        throw CollectionException.hasNoTable(collection, table);
      }
    }
    if (tables.containsAll(collection.tables())) {
      throw CollectionException.lastTable(collection.name());
    }
  }

  /** The collection is altered by now, whatever becomes of this. */
  private static void describeIfPossible(
      Deployment deployment, ProtectedTables collection, Listener heard) {
    try {
      CollectionArchive.of(deployment, collection)
          .describe(CollectionArchive.description(collection));
    } catch (ProblemException e) {
      heard.note(
          "the description beside its backups still has the tables of before: " + e.getMessage());
    }
  }

  private Optional<Long> await(CollectionName name, Order order, Duration patience) {
    return Polling.until(
        patience,
        () ->
            home.statusBoard()
                .read(name)
                .filter(status -> isDone(status, order))
                .map(CollectionStatus::capturedSequence));
  }

  private static boolean isDone(CollectionStatus status, Order order) {
    if (status.members() == null) {
      return false;
    }
    Set<TableId> members = new LinkedHashSet<>();
    status.members().forEach(text -> members.add(TableId.parse(text)));
    return order instanceof Order.Add
        ? members.containsAll(order.tables())
        : order.tables().stream().noneMatch(members::contains);
  }
}
