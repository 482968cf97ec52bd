package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageContext;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.archive.storage.cluster.ClusterAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collection's archive as its manifests are now: the one place where storages are opened. What is
 * over a network stays open until the process ends, and is used again.
 */
public final class CollectionArchive {

  private static final Logger LOG = LoggerFactory.getLogger(CollectionArchive.class);
  private static final Map<Place, Storage> OPEN = new ConcurrentHashMap<>();

  private CollectionArchive() {}

  /** Where a storage is, the cluster's address included. */
  private record Place(URI address, Optional<ClusterAddress> cluster) {}

  public static Archive of(Deployment deployment, ProtectedTables collection) {
    return Archive.open(storage(() -> deployment, collection), collection.name());
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException the backups live in Kafka, and it does
   *     not run
   */
  static Archive of(Home home, ProtectedTables collection) {
    return Archive.open(storage(home, collection), collection.name());
  }

  static Storage storage(Home home, ProtectedTables collection) {
    return storage(() -> Deployment.withKafka(home), collection);
  }

  /** A storage that is found by its address alone: a directory or a bucket. */
  static Storage storage(URI address) {
    return open(new Place(address, Optional.empty()));
  }

  /** Lets go of every storage that is open; nothing may use one any more. */
  public static void closeAll() {
    OPEN.values().forEach(Storage::close);
    OPEN.clear();
  }

  private static Storage storage(Supplier<Deployment> deployment, ProtectedTables collection) {
    Optional<ClusterAddress> cluster =
        Storages.isCluster(collection.storage())
            ? Optional.of(deployment.get().archive(collection))
            : Optional.empty();
    return open(new Place(collection.storage(), cluster));
  }

  private static Storage open(Place place) {
    return OPEN.computeIfAbsent(place, CollectionArchive::opened);
  }

  private static Storage opened(Place place) {
    StorageContext context =
        new StorageContext(
            System.getenv(),
            place.cluster()::orElseThrow,
            Optional.empty(),
            (attempts, pause, failure) ->
                LOG.warn("{}; trying again in {} ms", failure.getMessage(), pause.toMillis()));
    try {
      return Storages.open(place.address(), context);
    } catch (IllegalArgumentException e) {
      throw new StorageRefusedException(
          "the storage " + place.address() + " cannot be opened: " + e.getMessage(),
          "Correct the TIDEMARK_S3_… variables, or the address of the storage.",
          e);
    }
  }
}
