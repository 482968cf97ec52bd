package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.metrics.Metrics;
import dev.tidemark.app.metrics.Metrics.Ending;
import dev.tidemark.app.operation.CollectionArchive;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.app.operation.DrillCollection;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.manifest.Drills;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drills the collections that want it, one after the other on a thread of its own: a drill lasts as
 * long as a restore, and the backups of other collections do not wait for it.
 */
final class ScheduledDrills implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledDrills.class);
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Until an archive that does not say when the last one was is asked again. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

  private final Deployment deployment;
  private final Home home;
  private final Clock clock;
  private final Metrics metrics;
  private final Map<CollectionName, Last> last = new HashMap<>();
  private final Map<CollectionName, Instant> failures = new HashMap<>();
  private final Rounds rounds;

  /** When a collection was drilled, or tried to be. */
  private record Last(Instant began) {}

  private ScheduledDrills(Deployment deployment, Clock clock, Metrics metrics) {
    this.deployment = deployment;
    this.home = deployment.home();
    this.clock = clock;
    this.metrics = metrics;
    this.rounds = new Rounds("scheduled-drills", ROUND, this::round);
  }

  static ScheduledDrills start(Deployment deployment, Clock clock, Metrics metrics) {
    ScheduledDrills drills = new ScheduledDrills(deployment, clock, metrics);
    drills.rounds.start();
    return drills;
  }

  /**
   * When a drill is due.
   *
   * @param last when the last one began
   * @param created of the collection: its first drill comes one interval later
   * @return empty for never
   */
  static Optional<Instant> due(CollectionOptions options, Optional<Instant> last, Instant created) {
    return options.drillEvery().map(every -> last.orElse(created).plus(every));
  }

  private void round() {
    Instant now = Instant.now(clock);
    for (CollectionName name : home.collections().names()) {
      Instant failed = failures.get(name);
      if (failed != null && !failed.isAfter(now) && failed.plus(ASK_AGAIN).isAfter(now)) {
        continue;
      }
      try {
        home.collections()
            .find(name)
            .filter(collection -> !collection.dropping())
            .filter(collection -> collection.options().drillEvery().isPresent())
            .ifPresent(this::drillIfDue);
      } catch (ProblemException e) {
        if (Thread.currentThread().isInterrupted()) {
          LOG.debug("a scheduled drill was broken off", e);
          return;
        }
        // An archive that is away, for one, may be so for hours.
        failures.put(name, now);
        LOG.warn("{}: scheduled drills: {}. {}", name, e.getMessage(), e.hint());
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          LOG.debug("a scheduled drill was broken off", e);
          return;
        }
        // The others still have theirs, and the next round may fare better for this one.
        LOG.error("{}: scheduled drills", name, e);
      }
    }
  }

  private void drillIfDue(ProtectedTables collection) {
    Instant now = Instant.now(clock);
    Last known = last.computeIfAbsent(collection.name(), unknown -> archived(collection));
    boolean isDue =
        due(collection.options(), Optional.of(known.began()), collection.created())
            .filter(at -> !at.isAfter(now))
            .isPresent();
    if (isDue && hasBackup(collection)) {
      drill(collection.name(), now);
    }
  }

  /** To ask the storage once is enough: what comes after is known here. */
  private Last archived(ProtectedTables collection) {
    Archive archive = CollectionArchive.of(deployment, collection);
    return new Last(Drills.of(archive).lastBegan().orElse(collection.created()));
  }

  /** Before the first full there is nothing that could fail. */
  private boolean hasBackup(ProtectedTables collection) {
    return !CollectionArchive.of(deployment, collection).manifests().isEmpty();
  }

  private void drill(CollectionName name, Instant now) {
    Ending ending = Ending.FAILED;
    try {
      Optional<Drill> drill =
          new DrillCollection(home, clock, System.getenv(), new LoggedNotes(LOG))
              .runScheduled(name, PATIENCE);
      if (drill.isEmpty()) {
        // Somebody else is at it: it is looked again once that is done.
        ending = Ending.NOTHING;
        return;
      }
      last.put(name, new Last(now));
      ending = drill.get().isPassed() ? Ending.DONE : Ending.FAILED;
      drill
          .get()
          .problem()
          .ifPresentOrElse(
              problem -> LOG.error("{}: the drill failed: {}", name, problem),
              () -> LOG.info("{}: drilled sequence {}", name, drill.get().sequence()));
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      // Not again at once: it was cancelled, or its verdict cannot be written down.
      last.put(name, new Last(now));
      LOG.warn("{}: scheduled drill: {} {}", name, e.getMessage(), e.hint());
    } finally {
      if (ending != Ending.NOTHING) {
        metrics.ended("drill", ending, Duration.between(now, Instant.now(clock)));
      }
    }
  }

  /** Breaks off what runs; nothing of it is left. */
  @Override
  public void close() {
    rounds.close();
  }
}
