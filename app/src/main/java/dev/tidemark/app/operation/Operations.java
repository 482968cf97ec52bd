package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.OperationException;
import dev.tidemark.app.home.OperationId;
import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What was and is being done to the collections of a home, by whatever process. */
public final class Operations {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;

  public Operations(Home home) {
    this.home = home;
  }

  /** The newest first; the oldest are forgotten. */
  public List<OperationStatus> all() {
    return home.operations().all();
  }

  /**
   * Those of one collection.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException there is none of that name, and nothing
   *     was ever done to it
   */
  public List<OperationStatus> of(CollectionName name) {
    List<OperationStatus> found =
        all().stream().filter(status -> status.collection().equals(name.value())).toList();
    if (found.isEmpty()) {
      home.collections().get(name);
    }
    return found;
  }

  /**
   * @throws OperationException there is none of that name
   */
  public OperationStatus get(OperationId id) {
    return home.operations().get(id);
  }

  /**
   * Breaks an operation off, and returns when it has ended.
   *
   * @return what became of it: it may have come to its end before it heard
   * @throws OperationException there is none of that name, it does not run, or it does not end
   */
  public OperationStatus cancel(OperationId id) {
    OperationStatus running = get(id);
    if (running.state() != OperationState.RUNNING) {
      throw OperationException.over(running);
    }
    home.operations().requestCancel(id);
    Optional<OperationStatus> ended =
        Polling.until(
            PATIENCE, () -> Optional.of(get(id)).filter(s -> s.state() != OperationState.RUNNING));
    return ended.orElseThrow(() -> OperationException.goesOn(get(id)));
  }
}
