package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.restorer.Restore;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Rebuilds tables as they were at a point: find it, back up what the archive has not, restore from
 * there.
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
  public RestoreReport run(CollectionName name, RestoreOrder order) {
    home.collections().get(name);
    return Cancellable.run(
        () -> order.isDryRun() ? plan(name, order) : alone(name, order),
        RestoreCancelledException::new);
  }

  private RestoreReport alone(CollectionName name, RestoreOrder order) {
    return OperationLock.holding(
        home,
        Operation.asked(name, "restore", Instant.now(clock)),
        order.patience(),
        running -> listener.note("waiting for the " + running),
        () -> restore(home.collections().get(name), order));
  }

  private RestoreReport restore(ProtectedTables collection, RestoreOrder order) {
    Found found = find(collection, order);
    Archive archive = CollectionArchive.of(home, collection);
    if (found instanceof Found.InCaptured captured) {
      new BackupJob(captured.deployment(), collection, clock, listener)
          .take(BackupKind.INCREMENTAL, Optional.of(captured.end()));
      captured.resolution().remark().ifPresent(listener::note);
    }
    return Restore.run(order.request(archive, found.point()), new RestoreProgress(listener));
  }

  /** Nothing is changed, so nobody else is in the way. */
  private RestoreReport plan(CollectionName name, RestoreOrder order) {
    ProtectedTables collection = home.collections().get(name);
    Found found = find(collection, order);
    Archive archive = CollectionArchive.of(home, collection);
    return found instanceof Found.InCaptured captured
        ? new PlanBeyondBackups(archive, captured).report(order)
        : Restore.run(order.request(archive, found.point()), new RestoreProgress(listener));
  }

  private Found find(ProtectedTables collection, RestoreOrder order) {
    return new RestorePointSearch(home, collection, clock, listener)
        .find(order.point(), order.patience());
  }
}
