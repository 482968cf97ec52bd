package dev.tidemark.compactor.backup;

import java.nio.file.Path;

/**
 * What a backup job may use.
 *
 * @param memory for sorting, in bytes; beside it a job holds what Kafka's client fetches, up to 16
 *     MiB that wait to be sorted, and some blocks of every file it reads or writes
 * @param temporaryDirectory for what does not fit into memory: up to the size of the changes since
 *     the last backup; made when missing
 */
public record CompactorConfig(long memory, Path temporaryDirectory) {

  public static final long DEFAULT_MEMORY = 64L << 20;

  public CompactorConfig {
    if (memory < 1 << 10) {
      throw new IllegalArgumentException("sorting needs at least 1024 bytes, not " + memory);
    }
  }

  public static CompactorConfig in(Path temporaryDirectory) {
    return new CompactorConfig(DEFAULT_MEMORY, temporaryDirectory);
  }
}
