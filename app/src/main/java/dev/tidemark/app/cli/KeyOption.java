package dev.tidemark.app.cli;

import dev.tidemark.archive.storage.encryption.KeySource;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the key of encrypted backups is. The key itself is never an argument. */
final class KeyOption {

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "encrypted backups: the file with the key, 32 bytes in base64")
  private @Nullable Path file;

  @Option(
      names = "--key-env",
      paramLabel = "NAME",
      description = "encrypted backups: the environment variable with the key")
  private @Nullable String variable;

  @Option(
      names = "--key-kms",
      paramLabel = "URI",
      description = "encrypted backups: a key of a service that a Tink client is installed for")
  private @Nullable String service;

  /**
   * @param given null when none of them was
   */
  static Optional<KeySource> sourceOf(@Nullable KeyOption given) {
    return given == null ? Optional.empty() : Optional.of(given.source());
  }

  KeySource source() {
    if (file != null) {
      return new KeySource.KeyFile(file);
    }
    return variable == null ? service() : new KeySource.Variable(variable);
  }

  private KeySource service() {
    try {
      return new KeySource.Service(String.valueOf(service));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--key-kms: " + e.getMessage(),
          "The key itself is never an argument: put it into a file, and give --key-file FILE.");
    }
  }
}
