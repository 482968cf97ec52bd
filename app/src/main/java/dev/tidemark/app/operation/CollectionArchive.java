package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionOptions.Encrypted;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageContext;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.archive.storage.cluster.ClusterAddress;
import dev.tidemark.archive.storage.encryption.EncryptedStorage;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeyException;
import dev.tidemark.archive.storage.encryption.KeyRing;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.storage.encryption.MasterKey;
import dev.tidemark.schemas.change.CollectionName;
import java.net.URI;
import java.time.Duration;
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

  /** The address of a collection's own Kafka. */
  private static final URI CLUSTER = URI.create("cluster");

  private CollectionArchive() {}

  /**
   * Where a storage is, and how what is written there is kept.
   *
   * @param retention how long a store with an object lock locks it
   */
  private record Place(
      URI address, Optional<ClusterAddress> cluster, Optional<Duration> retention) {}

  /** Whether the archive has to be there already. */
  @FunctionalInterface
  private interface Opening {
    Archive open(Storage storage, CollectionName name);
  }

  /** That of a collection which is written down in the home. */
  public static Archive of(Deployment deployment, ProtectedTables collection) {
    return archive(storage(() -> deployment, collection), collection, Archive::openDescribed);
  }

  /**
   * The same.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the backups live in Kafka, and it does
   *     not run
   */
  static Archive of(Home home, ProtectedTables collection) {
    return archive(storage(home, collection), collection, Archive::openDescribed);
  }

  /** That of a collection which is about to be made. */
  static Archive ofNew(Deployment deployment, ProtectedTables collection) {
    return archive(storage(() -> deployment, collection), collection, Archive::open);
  }

  /**
   * An archive in a storage that is found by its address alone.
   *
   * @param key of encrypted backups
   * @throws KeyException the backups are encrypted and no key is given, or the other way round
   */
  static Archive of(URI address, CollectionName name, Optional<KeySource> key) {
    Storage storage = storage(address, name);
    boolean isEncrypted = new KeyRing(storage, name.value()).masterKey().isPresent();
    if (key.isPresent() && !isEncrypted) {
      throw KeyException.notEncrypted(name.value());
    }
    // What keys are made with is of no matter: these are there.
    return archive(
        storage, name, key.map(from -> new Encrypted(Encryption.AES256_GCM, from)), Archive::open);
  }

  /**
   * As the collection's own, in another storage.
   *
   * @throws KeyException what is there already is encrypted with an earlier key
   */
  static Archive at(URI address, ProtectedTables collection) {
    Storage storage = storage(address);
    collection
        .options()
        .encryption()
        .map(encrypted -> MasterKey.from(encrypted.key(), System.getenv()).id())
        .ifPresent(key -> requireKey(key, storage, collection.name().value()));
    return archive(storage, collection, Archive::open);
  }

  private static void requireKey(String key, Storage storage, String name) {
    new KeyRing(storage, name)
        .masterKey()
        .filter(other -> !other.equals(key))
        .ifPresent(
            other -> {
              throw KeyException.earlierCopy(name, storage.toString(), other);
            });
  }

  private static Archive archive(Storage storage, ProtectedTables collection, Opening opening) {
    return archive(storage, collection.name(), collection.options().encryption(), opening);
  }

  private static Archive archive(
      Storage storage, CollectionName name, Optional<Encrypted> encryption, Opening opening) {
    if (encryption.isEmpty()) {
      new KeyRing(storage, name.value())
          .masterKey()
          .ifPresent(
              id -> {
                throw KeyException.missing(name.value(), id);
              });
      return opening.open(storage, name);
    }
    MasterKey key = MasterKey.from(encryption.get().key(), System.getenv());
    return opening.open(
        new EncryptedStorage(storage, name.value(), key, encryption.get().cipher()), name);
  }

  /** What the collection is, for whoever finds the archive without its home. */
  static CollectionDescription description(ProtectedTables collection) {
    return new CollectionDescription(
        collection.name(),
        collection.source().withoutSecret(),
        collection.tables(),
        collection.created());
  }

  /** Without encryption. */
  static Storage storage(Home home, ProtectedTables collection) {
    return storage(() -> Deployment.withKafka(home), collection);
  }

  /** A storage that is found by its address alone: a directory or a bucket. */
  static Storage storage(URI address) {
    return open(new Place(address, Optional.empty(), Optional.empty()));
  }

  /** That of one collection's backups, which may be a Kafka cluster too. */
  static Storage storage(URI address, CollectionName name) {
    return StoredCluster.of(address)
        .map(cluster -> new Place(CLUSTER, Optional.of(cluster.archive(name)), Optional.empty()))
        .map(CollectionArchive::open)
        .orElseGet(() -> storage(address));
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
    return open(
        new Place(collection.storage(), cluster, collection.options().retention().retention()));
  }

  private static Storage open(Place place) {
    return OPEN.computeIfAbsent(place, CollectionArchive::opened);
  }

  private static Storage opened(Place place) {
    StorageContext context =
        new StorageContext(
            System.getenv(),
            place.cluster()::orElseThrow,
            place.retention(),
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
