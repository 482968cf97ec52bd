package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.HomeException;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.metrics.Metrics;
import dev.tidemark.app.metrics.Metrics.Ending;
import dev.tidemark.app.operation.BackupJob;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.BackupWork;
import dev.tidemark.app.operation.CancelledException;
import dev.tidemark.app.operation.CollectionArchive;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.operation.ReleaseTopics;
import dev.tidemark.app.operation.Underway;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.compactor.release.Release;
import dev.tidemark.compactor.schedule.Due;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the backups that are due, one after the other on one thread: what they need of memory is
 * needed once, however many collections there are.
 */
final class ScheduledBackups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledBackups.class);
  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Until a storage that does not say what backups it has is asked again, at most. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

  private final Deployment deployment;
  private final Home home;
  private final Clock clock;
  private final Metrics metrics;
  private final Map<CollectionName, Instant> attempts = new HashMap<>();
  private final Map<CollectionName, Waiting> nothingUntil = new HashMap<>();
  private final Rounds rounds;

  /** Of which nothing failed but to find out what is due. */
  private final Set<CollectionName> unanswered = new HashSet<>();

  private ScheduledBackups(Deployment deployment, Clock clock, Metrics metrics) {
    this.deployment = deployment;
    this.home = deployment.home();
    this.clock = clock;
    this.metrics = metrics;
    this.rounds = new Rounds("scheduled-backups", ROUND, this::round);
  }

  /**
   * Nothing is due before this.
   *
   * @param schedule by which that was found
   * @param since when that was found
   */
  private record Waiting(CollectionSchedule schedule, Instant since, Instant until) {

    /** Not when another schedule counts, nor when the clock has been set back. */
    boolean holds(CollectionSchedule now, Instant at) {
      return schedule.equals(now) && !since.isAfter(at) && until.isAfter(at);
    }
  }

  static ScheduledBackups start(Deployment deployment, Clock clock, Metrics metrics) {
    ScheduledBackups backups = new ScheduledBackups(deployment, clock, metrics);
    backups.rounds.start();
    return backups;
  }

  private void round() {
    for (CollectionName name : home.collections().names()) {
      try {
        Optional<CollectionStatus> status = ready(name);
        if (status.isPresent()) {
          home.collections()
              .find(name)
              .ifPresent(each -> takeIfDue(each, status.get(), Instant.now(clock)));
        }
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          LOG.debug("a scheduled backup was broken off", e);
          return;
        }
        // The others still have theirs, and the next round may fare better for this one.
        LOG.error("{}: scheduled backups", name, e);
        failed(
            name,
            Instant.now(clock),
            "an error, which the log of the server has: " + e.getClass().getSimpleName());
      }
    }
  }

  /**
   * How a collection is that can be backed up: what is in Kafka can be, also while capture is held
   * up and tries again. Not by a server that another one has shut out: the archive, and what may be
   * released, are the other's now. Nor before a snapshot is complete, the first or that after a
   * gap.
   */
  private Optional<CollectionStatus> ready(CollectionName name) {
    return home.statusBoard()
        .read(name)
        .filter(
            status ->
                status.state() == CollectionState.STREAMING
                    || (status.state() == CollectionState.STOPPED && !status.shutOut()));
  }

  private void takeIfDue(ProtectedTables collection, CollectionStatus status, Instant now) {
    CollectionName name = collection.name();
    CollectionSchedule schedule =
        CollectionSchedule.of(collection.options(), deployment.configuration());
    // To ask what is due is to read every manifest: not more often than the answer can change.
    Waiting waiting = nothingUntil.get(name);
    if (schedule.isNever()) {
      home.backupFailures().over(name);
      return;
    }
    if (waiting != null && waiting.holds(schedule, now)) {
      return;
    }
    Due due = due(collection, schedule, status, now);
    if (due instanceof Due.Full) {
      take(name, BackupKind.FULL, schedule, status, now);
    } else if (due instanceof Due.Incremental) {
      take(name, BackupKind.INCREMENTAL, schedule, status, now);
    } else if (due instanceof Due.Nothing nothing) {
      nothingUntil.put(name, new Waiting(schedule, now, nothing.until()));
    }
  }

  private Due due(
      ProtectedTables collection,
      CollectionSchedule schedule,
      CollectionStatus status,
      Instant now) {
    // A new collection has its first backup after one interval, as if one had been tried at first.
    Instant lastAttempt = attempts.getOrDefault(collection.name(), collection.created());
    try {
      List<Manifest> manifests = manifests(collection);
      answered(collection.name());
      if (manifests.isEmpty() && status.capturedTime() == null) {
        // Not even the first snapshot is known to be complete: then it is not, or soon will be.
        return new Due.Nothing(now.plus(ROUND));
      }
      return schedule.due(manifests, lastAttempt, now);
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("{}: scheduled backups: {}. {}", collection.name(), e.getMessage(), e.hint());
      metrics.ended("backup", Ending.FAILED, Duration.between(now, Instant.now(clock)));
      if (home.backupFailures().find(collection.name()).isEmpty()) {
        unanswered.add(collection.name());
      }
      failed(collection.name(), now, e);
      Duration every = schedule.every();
      return new Due.Nothing(now.plus(every.compareTo(ASK_AGAIN) < 0 ? every : ASK_AGAIN));
    }
  }

  private void failed(CollectionName name, Instant now, ProblemException why) {
    failed(name, now, why.getMessage() + ". " + why.hint());
  }

  private void failed(CollectionName name, Instant now, String why) {
    try {
      home.backupFailures().failed(name, now, why);
    } catch (HomeException e) {
      LOG.warn("{}: that backups fail is not written down: {}", name, e.getMessage());
    }
  }

  /** It is known again what is due. */
  private void answered(CollectionName name) {
    if (unanswered.remove(name)) {
      home.backupFailures().over(name);
    }
  }

  private void take(
      CollectionName name,
      BackupKind kind,
      CollectionSchedule schedule,
      CollectionStatus status,
      Instant now) {
    Operation operation = Operation.scheduled(name, kind.words(), now);
    try {
      // When somebody else is at it, it is asked again what is due once that is done.
      new Underway(home, operation, clock, new LoggedNotes(LOG))
          .tryRun(new BackupWork<>(heard -> takeAlone(name, kind, now, heard), done -> done))
          .ifPresent(result -> tell(name, result));
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("{}: scheduled {}: {}. {}", name, kind.words(), e.getMessage(), e.hint());
      if (!(e instanceof CancelledException)) {
        failed(name, now, e);
      }
      if (status.state() != CollectionState.STREAMING) {
        // What holds capture up may hold this up, too: it is no attempt that costs an interval.
        attempts.remove(name);
        nothingUntil.put(name, new Waiting(schedule, now, now.plus(ASK_AGAIN)));
      }
    }
  }

  private BackupResult takeAlone(
      CollectionName name, BackupKind kind, Instant now, Listener heard) {
    attempts.put(name, now);
    Ending ending = Ending.FAILED;
    try {
      // Dropped while it was looked up what is due: its backups may be gone, and stay gone.
      ProtectedTables collection = home.collections().get(name);
      BackupResult result =
          new BackupJob(deployment, collection, clock, heard).take(kind, Optional.empty());
      ending = Ending.NOTHING;
      if (result instanceof BackupResult.Taken) {
        ending = Ending.DONE;
        giveUpOld(collection);
      }
      return result;
    } finally {
      metrics.ended(kind.words(), ending, Duration.between(now, Instant.now(clock)));
    }
  }

  /**
   * What retention does not promise, and of Kafka what backups have, while the collection is still
   * ours alone.
   */
  private void giveUpOld(ProtectedTables collection) {
    RetentionPolicy retention = collection.options().retention();
    try {
      Archive archive = CollectionArchive.of(deployment, collection);
      Instant now = Instant.now(clock);
      // Of an erasure that was broken off something may be left to delete.
      boolean isErasedFrom = Generation.FIRST.isBefore(archive.generation());
      tell(
          collection.name(),
          retention.keepsAll() && !isErasedFrom
              ? Retention.renewLocks(archive, now)
              : Retention.apply(archive, retention, now));
      Release release = new ReleaseTopics(deployment, collection).run(Instant.now(clock));
      if (release instanceof Release.UpTo upTo && !upTo.parts().isEmpty()) {
        LOG.info(
            "{}: Kafka has lost what is in backups up to {}", collection.name(), upTo.backup());
      }
    } catch (ProblemException e) {
      // The backup is taken all the same; what is left to do, the next one does.
      LOG.warn("{}: retention: {} {}", collection.name(), e.getMessage(), e.hint());
    }
  }

  private static void tell(CollectionName name, RetentionPlan plan) {
    plan.deletions()
        .forEach(each -> LOG.info("{}: {} bytes given up: {}", name, each.bytes(), each.reason()));
    plan.kept().forEach(file -> LOG.warn("{}: {}; tried again next time", name, file.reason()));
    plan.shortLocks()
        .forEach(
            lock ->
                LOG.warn(
                    "{}: its lock ends too early: {}; tried again next time. {}",
                    name,
                    lock.reason(),
                    lock.hint()));
    plan.damages()
        .forEach(
            damage ->
                LOG.warn(
                    "{}: nothing is given up while backups are damaged: {}. {}",
                    name,
                    damage.message(),
                    damage.hint()));
  }

  private static void tell(CollectionName name, BackupResult result) {
    if (result instanceof BackupResult.Taken taken) {
      taken.backups().forEach(backup -> LOG.info("{}: scheduled {}", name, backup.id()));
    }
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
    rounds.close();
  }
}
