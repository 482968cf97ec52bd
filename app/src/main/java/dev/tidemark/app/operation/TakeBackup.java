package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A backup that a person asks for: it has everything that was committed before. */
public final class TakeBackup {

  /** What capture may be behind; with more, the backup ends at what is captured. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public TakeBackup(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be taken; nothing of it is left
   */
  public BackupResult run(CollectionName name, BackupKind kind) {
    ProtectedTables collection = home.collections().get(name);
    Deployment deployment = Deployment.withKafka(home);
    return OperationLock.holding(
        home, name, kind.words(), Instant.now(clock), () -> take(deployment, collection, kind));
  }

  private BackupResult take(Deployment deployment, ProtectedTables collection, BackupKind kind) {
    if (kind == BackupKind.FULL && home.hasServer()) {
      awaitSnapshot(collection.name());
    }
    String marker = Markers.named("backup", Instant.now(clock));
    CatchUp catchUp = new CatchUp(deployment, collection, marker, listener);
    Checkpoint end = catchUp.awaitNow(PATIENCE).orElseGet(catchUp::captured);
    return new BackupJob(deployment, collection, clock, listener).take(kind, Optional.of(end));
  }

  /** The first full is made of the snapshot, however long that takes. */
  private void awaitSnapshot(CollectionName name) {
    Optional<CollectionStatus> decided = awaitBegin(name);
    while (decided.filter(status -> status.state() == CollectionState.SNAPSHOTTING).isPresent()
        && Polling.pause()) {
      listener.progress("snapshot", decided.get().snapshotRows(), -1);
      decided = home.statusBoard().read(name);
    }
  }

  /** A server that was just started needs a moment before it captures. */
  private Optional<CollectionStatus> awaitBegin(CollectionName name) {
    return Polling.until(
        PATIENCE,
        () ->
            home.statusBoard()
                .read(name)
                .filter(now -> now.state() != CollectionState.STOPPED || now.error() != null));
  }
}
