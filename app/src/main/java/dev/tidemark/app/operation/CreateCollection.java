package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
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
    requireUnusedArchive(deployment, collection);
    Sources.check(deployment.capture(collection));
    home.collections().add(collection);
    try {
      CollectionStatus status = awaitCapture(collection.name());
      CollectionArchive.describe(deployment, collection);
      return status;
    } catch (CaptureDidNotBeginException e) {
      undo(deployment, collection);
      throw e;
    }
  }

  /** Sequences begin at 1 again: the backups of a collection before must not be taken for its. */
  private static void requireUnusedArchive(Deployment deployment, ProtectedTables collection) {
    if (!CollectionArchive.of(deployment, collection).manifests().isEmpty()) {
      throw new ArchiveInUseException(collection.name(), collection.storage());
    }
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

  private void undo(Deployment deployment, ProtectedTables collection) {
    home.collections().remove(collection.name());
    Released.await(home, collection.name());
    try {
      Sources.drop(deployment.capture(collection));
    } catch (ProblemException e) {
      // The reason why capture did not begin is the one to be told; this is most likely the same.
      LOG.warn("what capture had made in the source may still be there: {}", e.getMessage());
    }
  }
}
