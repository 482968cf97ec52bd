package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnfinishedFiles;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends the protection of tables: close the backups, stop capture, clear source and Kafka, forget
 * the collection. That it has begun is written down before anything is taken away, and forgotten
 * last; whatever breaks it off, the same command goes on with it.
 */
public final class DropCollection {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public DropCollection(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @throws ProblemException it could not be dropped. As long as {@code show} does not say that its
   *     drop has begun, it is captured as before
   */
  public Dropped run(CollectionName name, Order order) {
    return Underway.asked(home, name, "drop", clock, listener)
        .run(order.patience(), new Work(name, order));
  }

  private final class Work implements Underway.Work<Dropped> {

    private final CollectionName name;
    private final Order order;

    Work(CollectionName name, Order order) {
      this.name = name;
      this.order = order;
    }

    @Override
    public Dropped run(Listener heard) {
      return drop(home.collections().get(name), order, heard);
    }

    @Override
    public String result(Dropped dropped) {
      return order.backups() == Backups.KEEP
          ? "its backups stay in " + dropped.storage()
          : "its backups are gone";
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.drop(cause);
    }
  }

  private Dropped drop(ProtectedTables collection, Order order, Listener heard) {
    Deployment deployment = Deployment.withKafka(home);
    Optional<Boundary> reach = Optional.empty();
    if (order.backups() == Backups.KEEP) {
      reach = new LastBackup(deployment, collection, clock, heard).close(order);
    }
    if (!collection.dropping()) {
      requireSource(deployment, collection, order);
      home.collections().change(collection.name(), now -> now.withDropping(true));
    }
    Released.await(home, collection.name());
    Optional<LeftInSource> left = clear(deployment, collection, order);
    if (order.backups() == Backups.DELETE) {
      deleteBackups(collection);
    }
    home.collections().remove(collection.name());
    return new Dropped(deployment.backups(collection), reach, left);
  }

  /** While nothing is taken away yet, so that it can go on as before. */
  private void requireSource(Deployment deployment, ProtectedTables collection, Order order) {
    try {
      Sources.mark(deployment.capture(collection), Markers.named("drop", Instant.now(clock)));
    } catch (ProblemException e) {
      if (order.insistence() == Insistence.NONE) {
        throw DropException.sourceAway(collection.name(), e);
      }
    }
  }

  private static Optional<LeftInSource> clear(
      Deployment deployment, ProtectedTables collection, Order order) {
    try {
      Sources.drop(deployment.capture(collection));
      return Optional.empty();
    } catch (ProblemException e) {
      if (order.insistence() == Insistence.NONE) {
        throw DropException.unfinished(collection.name(), e);
      }
    }
    deployment.deleteTopics(collection);
    return Optional.of(
        new LeftInSource(collection.source().place(), deployment.capture(collection).slot()));
  }

  /** The newest manifest first: whenever this breaks off, what is left is whole. */
  private void deleteBackups(ProtectedTables collection) {
    Storage storage = CollectionArchive.storage(home, collection);
    List<StoredFile> manifests = new ArrayList<>(storage.list(collection.name() + "/manifests"));
    for (int at = manifests.size() - 1; at >= 0; at--) {
      storage.delete(manifests.get(at).path());
    }
    UnfinishedFiles unfinished = storage.unfinished();
    unfinished.list(collection.name() + "/").forEach(file -> unfinished.delete(file.path()));
    storage.list(collection.name() + "/").forEach(file -> storage.delete(file.path()));
  }

  /** What becomes of a dropped collection's backups. */
  public enum Backups {
    KEEP,
    DELETE
  }

  /** What a drop does about what it cannot do. */
  public enum Insistence {
    /** It refuses, and nothing is dropped. */
    NONE,
    /** It leaves that out, and says so. */
    FORCE
  }

  /**
   * How to drop.
   *
   * @param patience how long a scheduled backup may need to end, and capture to come up to now
   */
  public record Order(Backups backups, Insistence insistence, Duration patience) {}

  /**
   * What is left.
   *
   * @param storage where its backups are, or were, as who has no home finds them
   * @param reach up to where the backups that were kept reach; empty without any
   */
  public record Dropped(URI storage, Optional<Boundary> reach, Optional<LeftInSource> left) {}

  /**
   * What capture had made in a source that could not be cleared.
   *
   * @param place the source
   * @param name of the replication slot and of the publication
   */
  public record LeftInSource(String place, String name) {}
}
