package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes what is set on a collection. The server goes by it from its next round on. */
public final class AlterCollection {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public AlterCollection(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param reset options for which the configuration counts again
   * @param patience how long a scheduled backup is waited for
   * @return the collection as it is now
   * @throws dev.tidemark.schemas.problem.ProblemException it is as it was
   */
  public ProtectedTables run(
      CollectionName name,
      Map<CollectionOption, String> set,
      Set<CollectionOption> reset,
      Duration patience) {
    return Underway.asked(home, name, "alteration", clock, listener)
        .run(patience, new Work(name, set, reset));
  }

  private final class Work implements Underway.Work<ProtectedTables> {

    private final CollectionName name;
    private final Map<CollectionOption, String> set;
    private final Set<CollectionOption> reset;

    Work(CollectionName name, Map<CollectionOption, String> set, Set<CollectionOption> reset) {
      this.name = name;
      this.set = set;
      this.reset = reset;
    }

    @Override
    public ProtectedTables run(Listener heard) {
      return alter(name, set, reset);
    }

    /** Without values: they are shown with the collection. */
    @Override
    public String result(ProtectedTables altered) {
      return Stream.concat(
              new TreeSet<>(set.keySet()).stream().map(option -> option + " set"),
              new TreeSet<>(reset).stream().map(option -> option + " reset"))
          .collect(Collectors.joining(", "));
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.alteration(cause);
    }
  }

  private ProtectedTables alter(
      CollectionName name, Map<CollectionOption, String> set, Set<CollectionOption> reset) {
    ProtectedTables collection = home.collections().get(name);
    if (collection.dropping()) {
      throw new DropBegunException(name);
    }
    return home.collections().change(name, now -> now.with(options(now, set, reset)));
  }

  private static CollectionOptions options(
      ProtectedTables collection, Map<CollectionOption, String> set, Set<CollectionOption> reset) {
    try {
      return collection.options().without(reset).with(set);
    } catch (IllegalArgumentException e) {
      throw new OptionsException(collection.name(), e);
    }
  }
}
