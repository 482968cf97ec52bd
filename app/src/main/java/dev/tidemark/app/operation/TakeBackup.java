package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.compactor.backup.ReadAhead;
import dev.tidemark.compactor.intake.LogException;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A backup that a person asks for: of everything that was committed before. When capture does not
 * come as far, it ends at what is captured and says so: nothing is lost by that, for the next one
 * has the rest, and just then a backup is wanted most.
 */
public final class TakeBackup {

  /** Each time costs three consumers of Kafka. */
  private static final long READ_AHEAD_EVERY = TimeUnit.SECONDS.toNanos(1);

  /** It rests so many times as long as it took to see how far the snapshot has come, or to fail. */
  private static final int REST = 10;

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public TakeBackup(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param patience how long a scheduled backup may need to end, and capture to come as far
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be taken; nothing of it is left
   */
  public Outcome run(CollectionName name, BackupKind kind, Duration patience) {
    ProtectedTables asked = home.collections().get(name);
    if (kind == BackupKind.INCREMENTAL && !asked.options().takesIncrementals()) {
      throw new IncrementalsDisabledException(name);
    }
    Deployment deployment = Deployment.withKafka(home, asked);
    return Underway.asked(home, name, kind.words(), clock, listener)
        .run(
            patience,
            new BackupWork<>(
                heard -> take(deployment, home.collections().get(name), kind, patience, heard),
                Outcome::result));
  }

  private Outcome take(
      Deployment deployment,
      ProtectedTables collection,
      BackupKind kind,
      Duration patience,
      Listener heard) {
    BackupJob job = new BackupJob(deployment, collection, clock, heard);
    if (kind == BackupKind.INCREMENTAL) {
      Caught caught = catchUp(deployment, collection, patience, heard);
      return outcome(job.take(kind, Optional.of(caught.end())), caught);
    }
    try (ReadAhead ahead = job.readAhead()) {
      if (home.hasServer()) {
        awaitSnapshot(collection.name(), patience, heard, ahead);
      }
      Caught caught = catchUp(deployment, collection, patience, heard);
      return outcome(job.takeFull(caught.end(), ahead), caught);
    }
  }

  /** The first full is made of the snapshot, however long that takes, and reads it meanwhile. */
  private void awaitSnapshot(
      CollectionName name, Duration patience, Listener heard, ReadAhead ahead) {
    Optional<CollectionStatus> decided = awaitBegin(name, patience);
    String told = "";
    long rested = System.nanoTime() + READ_AHEAD_EVERY;
    while (decided.filter(status -> status.state() == CollectionState.SNAPSHOTTING).isPresent()
        && Polling.pause()) {
      heard.progress("snapshot", decided.get().snapshotRows(), -1);
      long now = System.nanoTime();
      if (now - rested >= 0) {
        told = readOn(ahead, told, heard);
        long ended = System.nanoTime();
        // What failed is read from the beginning the next time.
        long cost = told.isEmpty() ? ahead.looked().toNanos() : ended - now;
        rested = ended + Math.max(READ_AHEAD_EVERY, REST * cost);
      }
      decided = home.statusBoard().read(name);
    }
  }

  /**
   * Should the log really not be readable, the full itself will say so.
   *
   * @param told what was in the way the last time
   * @return what is in the way
   */
  private static String readOn(ReadAhead ahead, String told, Listener heard) {
    try {
      ahead.advance();
      return "";
    } catch (LogException e) {
      String problem = "the snapshot is not read ahead: " + e.getMessage();
      if (!problem.equals(told)) {
        heard.note(problem);
      }
      return problem;
    }
  }

  private Caught catchUp(
      Deployment deployment, ProtectedTables collection, Duration patience, Listener heard) {
    Caught caught =
        new CatchUp(deployment, collection, Markers.named("backup", Instant.now(clock)), heard)
            .awaitNow(patience);
    caught.shortfall().ifPresent(why -> heard.note(why + ": the backup ends there"));
    return caught;
  }

  private static Outcome outcome(BackupResult result, Caught caught) {
    return new Outcome(result, caught instanceof Caught.Up ? Reach.EVERYTHING : Reach.CAPTURED);
  }

  /** A server that was just started needs a moment before it captures. */
  private Optional<CollectionStatus> awaitBegin(CollectionName name, Duration patience) {
    return Polling.until(
        patience,
        () ->
            home.statusBoard()
                .read(name)
                .filter(now -> now.state() != CollectionState.STOPPED || now.error() != null));
  }

  /** What was taken, and how much that is. */
  public record Outcome(BackupResult result, Reach reach) {}

  /** Up to where the backups reach now. */
  public enum Reach {
    /** Everything that was committed before the backup was asked for is in them. */
    EVERYTHING,
    /** What was captured is in them; the source may have committed more. */
    CAPTURED
  }
}
