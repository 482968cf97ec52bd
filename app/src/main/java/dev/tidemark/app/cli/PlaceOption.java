package dev.tidemark.app.cli;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.StoredCollections;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command looks for collections: {@code --home}, or {@code --storage} without a home. */
final class PlaceOption {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "the directory with everything of this installation")
  private @Nullable Path directory;

  @Option(
      names = "--storage",
      paramLabel = "URL",
      description = {
        "in place of a home: the storage that the backups are in, and nothing else;",
        "kafka://host:port,… for backups in a cluster"
      })
  private @Nullable String storage;

  /** Empty when a storage was given. */
  Optional<Home> home() {
    return Optional.ofNullable(directory).map(Home::new);
  }

  /**
   * The storage given in place of a home.
   *
   * @param key null when none was given
   * @throws UsageException it is not the address of one that is found without a home
   */
  StoredCollections stored(@Nullable KeyOption key) {
    if (storage == null) {
      throw new IllegalStateException("a home was given");
    }
    return new StoredCollections(StorageAddress.withoutHome(storage), KeyOption.sourceOf(key));
  }
}
