package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.Progress;
import dev.tidemark.restorer.Restore;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.RestoreRequest;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Rebuilds tables as they were at a point: see that the archive has it, then restore from there.
 */
public final class RestoreCollection {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public RestoreCollection(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be done; the target is as it
   *     was
   */
  public RestoreReport run(CollectionName name, Order order) {
    ProtectedTables collection = home.collections().get(name);
    return OperationLock.holding(
        home, name, "restore", Instant.now(clock), () -> restore(collection, order));
  }

  private RestoreReport restore(ProtectedTables collection, Order order) {
    RestorePoint point =
        new RestorePointSearch(home, collection, clock, listener)
            .find(order.point(), order.patience());
    RestoreRequest request =
        new RestoreRequest(
            CollectionArchive.of(home, collection),
            point,
            order.target(),
            order.choice(),
            order.options());
    return Restore.run(request, this::tell);
  }

  private void tell(Progress progress) {
    listener.progress(
        progress.phase().name().toLowerCase(Locale.ROOT), progress.done(), progress.total());
  }

  /**
   * What is asked for.
   *
   * @param patience how long capture may need to reach the point
   */
  public record Order(
      RestorePoint point,
      Target target,
      TableChoice choice,
      RestoreOptions options,
      Duration patience) {}
}
