package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.DropCollection.Insistence;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The last backup of a collection that is to be dropped: with it, its backups have all of it. */
final class LastBackup {

  private final Deployment deployment;
  private final ProtectedTables collection;
  private final Clock clock;
  private final Listener listener;

  LastBackup(Deployment deployment, ProtectedTables collection, Clock clock, Listener listener) {
    this.deployment = deployment;
    this.collection = collection;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Sees to it that the backups reach as far as capture does. A collection without a full backup
   * has nothing to be closed; one whose drop had begun before has been closed then.
   *
   * @return up to where they reach
   * @throws DropException the backup cannot be taken or would not have everything, and nobody
   *     insists
   */
  Optional<Boundary> close(DropCollection.Order order) {
    if (!collection.dropping()) {
      unlessForced(
          order,
          () -> {
            Optional<Boundary> archived = end();
            archived.ifPresent(boundary -> take(boundary, order));
            return archived;
          });
    }
    return unlessForced(order, this::end);
  }

  private Optional<Boundary> unlessForced(
      DropCollection.Order order, Supplier<Optional<Boundary>> step) {
    try {
      return step.get();
    } catch (DropException e) {
      throw e;
    } catch (ProblemException e) {
      if (order.insistence() == Insistence.NONE || Thread.currentThread().isInterrupted()) {
        throw DropException.notClosed(collection.name(), e);
      }
      listener.note("the last backup could not be taken: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void take(Boundary archived, DropCollection.Order order) {
    CatchUp catchUp =
        new CatchUp(deployment, collection, Markers.named("drop", Instant.now(clock)), listener);
    Caught caught = catchUp.awaitNow(order.patience());
    if (caught instanceof Caught.Unasked unasked && order.insistence() == Insistence.NONE) {
      throw DropException.sourceAway(collection.name(), unasked.why());
    }
    if (caught instanceof Caught.Behind behind && mayCatchUp(order)) {
      throw DropException.behind(collection.name(), behind);
    }
    caught.shortfall().ifPresent(why -> listener.note(why + ": the backups end there"));
    Checkpoint last = caught.end();
    if (last.last().isAfter(archived.sequence())) {
      new BackupJob(deployment, collection, clock, listener)
          .take(BackupKind.INCREMENTAL, Optional.of(last));
    }
  }

  /** Whether the source still has what is in no backup, for capture to fetch: not after a gap. */
  private boolean mayCatchUp(DropCollection.Order order) {
    return order.insistence() == Insistence.NONE
        && deployment
            .home()
            .statusBoard()
            .read(collection.name())
            .filter(status -> status.state() == CollectionState.GAP)
            .isEmpty();
  }

  private Optional<Boundary> end() {
    return new PointFinder(CollectionArchive.of(deployment, collection))
        .history()
        .map(History::last);
  }
}
