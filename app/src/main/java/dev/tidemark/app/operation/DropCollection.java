package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends the protection of tables: stop capture, clear the source and Kafka, forget the collection.
 */
public final class DropCollection {

  private final Home home;
  private final Clock clock;

  public DropCollection(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /**
   * @param backups what becomes of the backups
   * @return where the backups are, or were
   * @throws ProblemException it could not be dropped; then it is captured as before
   */
  public URI run(CollectionName name, Backups backups) {
    home.collections().get(name);
    return OperationLock.holding(
        home, name, "drop", Instant.now(clock), () -> drop(home.collections().get(name), backups));
  }

  private URI drop(ProtectedTables collection, Backups backups) {
    clearSource(Deployment.withKafka(home), collection);
    if (backups == Backups.DELETE) {
      deleteBackups(collection);
    }
    home.collections().remove(collection.name());
    return collection.storage();
  }

  private void clearSource(Deployment deployment, ProtectedTables collection) {
    home.collections().write(collection.withDropping(true));
    try {
      Released.await(home, collection.name());
      Sources.drop(deployment.capture(collection));
    } catch (ProblemException e) {
      home.collections().write(collection.withDropping(false));
      throw e;
    }
  }

  /** The newest manifest first: whenever this breaks off, what is left is whole. */
  private void deleteBackups(ProtectedTables collection) {
    Storage storage = CollectionArchive.storage(home, collection);
    List<StoredFile> manifests = new ArrayList<>(storage.list(collection.name() + "/manifests/"));
    for (int at = manifests.size() - 1; at >= 0; at--) {
      storage.delete(manifests.get(at).path());
    }
    storage.list(collection.name() + "/").forEach(file -> storage.delete(file.path()));
  }

  /** What becomes of a dropped collection's backups. */
  public enum Backups {
    KEEP,
    DELETE
  }
}
