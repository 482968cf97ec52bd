package dev.tidemark.app.operation;

import dev.tidemark.app.broker.ClusterUnreachableException;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads a collection's timeline: from the archive, and what is newer from Kafka. */
public final class ReadTimeline {

  private final Home home;

  public ReadTimeline(Home home) {
    this.home = home;
  }

  /**
   * Gives every entry once, in order.
   *
   * @return whether Kafka was there to tell what is newer than the archive
   */
  public boolean run(CollectionName name, Consumer<TimelineEntry> sink) {
    ProtectedTables collection = home.collections().get(name);
    Optional<History> history = archived(CollectionArchive.of(home, collection), sink);
    Optional<Deployment> deployment = deployment(collection);
    deployment.ifPresent(found -> captured(found, collection, history.map(History::last), sink));
    return deployment.isPresent();
  }

  /** What the archive has of it. */
  static Optional<History> archived(Archive archive, Consumer<TimelineEntry> sink) {
    Optional<History> history = new PointFinder(archive).history();
    history.ifPresent(
        found -> {
          try (TimelineReading entries = archive.readTimeline(found.timelines())) {
            entries.forEachRemaining(sink);
          }
        });
    return history;
  }

  private static void captured(
      Deployment deployment,
      ProtectedTables collection,
      Optional<Boundary> archived,
      Consumer<TimelineEntry> sink) {
    Beyond beyond = new Beyond(archived, sink);
    deployment
        .log(collection)
        .timeline()
        .read(archived.map(Boundary::sequence).orElse(Sequence.NONE), beyond);
  }

  private Optional<Deployment> deployment(ProtectedTables collection) {
    try {
      return Optional.of(Deployment.withKafka(home, collection));
    } catch (ServerNotRunningException | ClusterUnreachableException | DropBegunException e) {
      return Optional.empty();
    }
  }

  /**
   * Hands on what the archive has not. A marker, for one, stands at the last sequence before it,
   * and may come after a backup that ends there.
   */
  private static final class Beyond implements Predicate<Checkpoint> {

    private final Optional<Boundary> archived;
    private final Consumer<TimelineEntry> sink;
    private boolean begun;

    Beyond(Optional<Boundary> archived, Consumer<TimelineEntry> sink) {
      this.archived = archived;
      this.sink = sink;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      checkpoint.entries().stream().filter(this::isNew).forEach(sink);
      begun |= archived.filter(end -> end.position().equals(checkpoint.resume())).isPresent();
      return true;
    }

    private boolean isNew(TimelineEntry entry) {
      return begun || archived.filter(end -> !entry.sequence().isAfter(end.sequence())).isEmpty();
    }
  }
}
