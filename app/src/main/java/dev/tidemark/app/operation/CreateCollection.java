package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts tables under protection: check, write down, wait until the server captures them. */
public final class CreateCollection {

  private static final Logger LOG = LoggerFactory.getLogger(CreateCollection.class);

  /** How long capture may need to begin, on a loaded machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Home home;

  public CreateCollection(Home home) {
    this.home = home;
  }

  /**
   * Returns when the snapshot runs or is complete.
   *
   * @throws ProblemException it cannot be captured; then nothing of it is left
   */
  public CollectionStatus run(ProtectedTables collection) {
    Deployment deployment = Deployment.running(home);
    home.collections().requireNew(collection.name(), collection.source(), collection.tables());
    Archive archive = CollectionArchive.ofNew(deployment, collection);
    requireUnused(archive, collection);
    Sources.check(deployment.capture(collection));
    Set<String> before = stored(collection);
    // Before anybody captures: a storage without a description is never taken for the collection's.
    archive.describe(CollectionArchive.description(collection));
    home.collections().add(collection);
    try {
      return awaitCapture(collection.name());
    } catch (CaptureDidNotBeginException e) {
      undo(deployment, collection, before);
      throw e;
    }
  }

  /** Sequences begin at 1 again: the backups of a collection before must not be taken for its. */
  private static void requireUnused(Archive archive, ProtectedTables collection) {
    if (!archive.manifests().isEmpty()) {
      throw new ArchiveInUseException(collection.name(), collection.storage());
    }
  }

  /** The files that its storage has of the name. */
  private Set<String> stored(ProtectedTables collection) {
    return CollectionArchive.storage(home, collection).list(collection.name() + "/").stream()
        .map(StoredFile::path)
        .collect(Collectors.toSet());
  }

  private CollectionStatus awaitCapture(CollectionName name) {
    Optional<CollectionStatus> begun =
        Polling.until(
            PATIENCE, () -> home.statusBoard().read(name).filter(CreateCollection::isDecided));
    CollectionStatus status =
        begun.orElseThrow(() -> CaptureDidNotBeginException.inTime(name, PATIENCE));
    if (status.state() == CollectionState.STOPPED || status.state() == CollectionState.GAP) {
      throw CaptureDidNotBeginException.because(name, String.valueOf(status.error()));
    }
    return status;
  }

  private static boolean isDecided(CollectionStatus status) {
    return status.state() != CollectionState.STOPPED || status.error() != null;
  }

  private void undo(Deployment deployment, ProtectedTables collection, Set<String> before) {
    home.collections().remove(collection.name());
    Released.await(home, collection.name());
    try {
      Sources.drop(deployment.capture(collection));
    } catch (ProblemException e) {
      // The reason why capture did not begin is the one to be told; this is most likely the same.
      LOG.warn("what capture had made in the source may still be there: {}", e.getMessage());
    }
    try {
      Storage storage = CollectionArchive.storage(home, collection);
      stored(collection).stream().filter(path -> !before.contains(path)).forEach(storage::delete);
    } catch (ProblemException e) {
      // Without a backup beside it nobody takes it for one.
      LOG.warn("the description of {} is still there: {}", collection.name(), e.getMessage());
    }
  }
}
