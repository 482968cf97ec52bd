package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of which collections the scheduled backups fail, a file each. It stays when the server ends: what
 * failed before fails on until a backup has succeeded.
 */
public final class BackupFailures {

  private static final String SUFFIX = ".backup-failure.json";

  private static final Logger LOG = LoggerFactory.getLogger(BackupFailures.class);

  private final Home home;

  BackupFailures(Home home) {
    this.home = home;
  }

  /** Empty while they succeed. */
  public Optional<BackupFailure> find(CollectionName name) {
    try {
      return JsonFile.read(file(name), BackupFailure.class);
    } catch (HomeException | UncheckedIOException e) {
      // A note, and no more: the next backup, failed or not, puts it right.
      LOG.warn("{} is no note of a failed backup, and is left out", file(name), e);
      return Optional.empty();
    }
  }

  /** One has failed, or it could not be found out what is due. */
  public void failed(CollectionName name, Instant at, String problem) {
    String since = find(name).map(BackupFailure::since).orElse(at.toString());
    JsonFile.writeDurably(file(name), new BackupFailure(since, problem));
  }

  /** One has succeeded, or there is no such collection any more. */
  public void over(CollectionName name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw HomeException.unwritable(file(name), e);
    }
  }

  private Path file(CollectionName name) {
    return home.runDirectory().resolve(name + SUFFIX);
  }
}
