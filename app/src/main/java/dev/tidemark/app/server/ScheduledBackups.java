package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.metrics.Metrics;
import dev.tidemark.app.metrics.Metrics.Ending;
import dev.tidemark.app.operation.BackupJob;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.CollectionArchive;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.app.operation.Listener;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.compactor.backup.BackupCancelledException;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.compactor.schedule.BackupPolicy;
import dev.tidemark.compactor.schedule.Due;
import dev.tidemark.compactor.schedule.Schedule;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the backups that are due, one after the other on one thread: what they need of memory is
 * needed once, however many collections there are.
 */
final class ScheduledBackups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledBackups.class);
  private static final long ROUND_MILLIS = 1_000;
  private static final long END_MILLIS = 5_000;

  private final Deployment deployment;
  private final Home home;
  private final Clock clock;
  private final BackupPolicy policy;
  private final Metrics metrics;
  private final Map<CollectionName, Instant> attempts = new HashMap<>();
  private final Map<CollectionName, Instant> nothingUntil = new HashMap<>();
  private final Thread thread;

  private ScheduledBackups(
      Deployment deployment, Clock clock, BackupPolicy policy, Metrics metrics) {
    this.deployment = deployment;
    this.home = deployment.home();
    this.clock = clock;
    this.policy = policy;
    this.metrics = metrics;
    this.thread = new Thread(this::rounds, "scheduled-backups");
  }

  /** Empty when the configuration wants none. */
  static Optional<ScheduledBackups> start(Deployment deployment, Clock clock, Metrics metrics) {
    Optional<ScheduledBackups> backups =
        deployment
            .configuration()
            .backupEvery()
            .map(every -> new BackupPolicy(every, deployment.configuration().fullEvery()))
            .map(policy -> new ScheduledBackups(deployment, clock, policy, metrics));
    backups.ifPresent(found -> found.thread.start());
    return backups;
  }

  private void rounds() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round();
        Thread.sleep(ROUND_MILLIS);
      }
    } catch (InterruptedException | BackupCancelledException e) {
      LOG.debug("scheduled backups end", e);
    }
  }

  private void round() {
    for (CollectionName name : home.collections().names()) {
      try {
        if (isCaptured(name)) {
          home.collections().find(name).ifPresent(each -> takeIfDue(each, Instant.now(clock)));
        }
      } catch (BackupCancelledException e) {
        throw e;
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          LOG.debug("a scheduled backup was broken off", e);
          return;
        }
        // The others still have theirs, and the next round may fare better for this one.
        LOG.error("{}: scheduled backups", name, e);
      }
    }
  }

  private boolean isCaptured(CollectionName name) {
    return home.statusBoard()
        .read(name)
        .map(CollectionStatus::state)
        .filter(CollectionState.STREAMING::equals)
        .isPresent();
  }

  private void takeIfDue(ProtectedTables collection, Instant now) {
    // To ask what is due is to read every manifest: not more often than the answer can change.
    if (nothingUntil.getOrDefault(collection.name(), now).isAfter(now)) {
      return;
    }
    // A new collection has its first backup after one interval, as if one had been tried at first.
    Instant lastAttempt = attempts.getOrDefault(collection.name(), collection.created());
    Due due = Schedule.due(policy, manifests(collection), Optional.of(lastAttempt), now);
    if (due instanceof Due.Full) {
      take(collection, BackupKind.FULL, now);
    } else if (due instanceof Due.Incremental) {
      take(collection, BackupKind.INCREMENTAL, now);
    } else if (due instanceof Due.Nothing nothing) {
      nothingUntil.put(collection.name(), nothing.until());
    }
  }

  private void take(ProtectedTables collection, BackupKind kind, Instant now) {
    CollectionName name = collection.name();
    Optional<OperationLock> free =
        OperationLock.tryTake(home, Operation.scheduled(name, kind.words(), now));
    if (free.isEmpty()) {
      // Somebody is at it; when that is done it is asked again what is due.
      return;
    }
    attempts.put(name, now);
    Ending ending = Ending.FAILED;
    try {
      if (home.collections().find(name).isEmpty()) {
        // Dropped while it was looked up what is due: its backups may be gone, and stay gone.
        return;
      }
      BackupResult result =
          new BackupJob(deployment, collection, clock, SILENT).take(kind, Optional.empty());
      if (result instanceof BackupResult.Taken taken) {
        taken.backups().forEach(backup -> LOG.info("{}: scheduled {}", name, backup.id()));
        ending = Ending.DONE;
        giveUpOld(collection);
      } else {
        ending = Ending.NOTHING;
      }
    } catch (BackupCancelledException e) {
      throw e;
    } catch (ProblemException e) {
      LOG.warn("{}: scheduled {}: {} {}", name, kind.words(), e.getMessage(), e.hint());
    } finally {
      free.get().close();
      metrics.ended(kind.words(), ending, Duration.between(now, Instant.now(clock)));
    }
  }

  /** What retention does not promise, while the collection is still ours alone. */
  private void giveUpOld(ProtectedTables collection) {
    RetentionPolicy retention = collection.settings().retention();
    if (retention.keepsAll()) {
      return;
    }
    try {
      Archive archive = CollectionArchive.of(deployment, collection);
      tell(collection.name(), Retention.apply(archive, retention, Instant.now(clock)));
    } catch (ProblemException e) {
      // The backup is taken all the same; what is left to do, the next one does.
      LOG.warn("{}: retention: {} {}", collection.name(), e.getMessage(), e.hint());
    }
  }

  private static void tell(CollectionName name, RetentionPlan plan) {
    plan.deletions()
        .forEach(each -> LOG.info("{}: {} bytes given up: {}", name, each.bytes(), each.reason()));
    plan.damages()
        .forEach(
            damage ->
                LOG.warn(
                    "{}: nothing is given up while backups are damaged: {}. {}",
                    name,
                    damage.message(),
                    damage.hint()));
  }

  private List<Manifest> manifests(ProtectedTables collection) {
    return CollectionArchive.of(deployment, collection).manifests().stream()
        .filter(ManifestFile.Intact.class::isInstance)
        .map(ManifestFile.Intact.class::cast)
        .map(ManifestFile.Intact::manifest)
        .toList();
  }

  /** Breaks off what runs; nothing of it is published. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final Listener SILENT =
      new Listener() {
        @Override
        public void progress(String step, long done, long total) {}

        @Override
        public void note(String text) {
          LOG.info(text);
        }
      };
}
