package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.restorer.Restore;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
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
    if (order.isDryRun()) {
      return Cancellable.run(() -> plan(name, order), RestoreCancelledException::new);
    }
    return Underway.asked(home, name, "restore", clock, listener)
        .run(order.patience(), new Work(name, order));
  }

  private final class Work implements Underway.Work<RestoreReport> {

    private final CollectionName name;
    private final RestoreOrder order;

    Work(CollectionName name, RestoreOrder order) {
      this.name = name;
      this.order = order;
    }

    @Override
    public RestoreReport run(Listener heard) {
      return restore(home.collections().get(name), order, heard);
    }

    @Override
    public String result(RestoreReport report) {
      return "restored to sequence "
          + report.point().sequence()
          + (report.outcome() instanceof RestoreReport.Restored restored
              ? ": " + restored.rows() + " rows of " + restored.tables().size() + " tables"
              : "");
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return new RestoreCancelledException(cause);
    }
  }

  private RestoreReport restore(ProtectedTables collection, RestoreOrder order, Listener heard) {
    Found found = find(collection, order, heard);
    Archive archive = CollectionArchive.of(home, collection);
    if (found instanceof Found.InCaptured captured) {
      new BackupJob(captured.deployment(), collection, clock, heard)
          .take(BackupKind.INCREMENTAL, Optional.of(captured.end()));
      captured.resolution().remark().ifPresent(heard::note);
    }
    return Restore.run(order.request(archive, found.point()), new RestoreProgress(heard));
  }

  /** Nothing is changed, so nobody else is in the way. */
  private RestoreReport plan(CollectionName name, RestoreOrder order) {
    ProtectedTables collection = home.collections().get(name);
    Found found = find(collection, order, listener);
    Archive archive = CollectionArchive.of(home, collection);
    return found instanceof Found.InCaptured captured
        ? new PlanBeyondBackups(archive, captured).report(order)
        : Restore.run(order.request(archive, found.point()), new RestoreProgress(listener));
  }

  private Found find(ProtectedTables collection, RestoreOrder order, Listener heard) {
    return new RestorePointSearch(home, collection, clock, heard)
        .find(order.point(), order.patience());
  }
}
