package dev.tidemark.archive.storage.cluster;

import java.time.Duration;

/**
 * How files are kept in a cluster.
 *
 * @param chunkBytes of a file that is written; well below the megabyte that brokers take, and what
 *     a file being read or written holds in memory
 * @param partitions of the chunks' topic when it is made; a file is in one of them
 * @param bufferBytes what may wait for the brokers' answers, of all files together
 * @param readers connections that read chunks; streams share them
 * @param patience how long brokers may say nothing
 */
public record ClusterOptions(
    int chunkBytes, int partitions, int bufferBytes, int readers, Duration patience) {

  public static final ClusterOptions DEFAULT =
      new ClusterOptions(256 * 1024, 4, 8 << 20, 4, Duration.ofSeconds(30));

  public ClusterOptions {
    if (chunkBytes < 1 || chunkBytes > 1_000_000 || bufferBytes < 2 * chunkBytes) {
      throw new IllegalArgumentException("a chunk is below a megabyte, and the buffer holds two");
    }
    if (partitions < 1 || readers < 1) {
      throw new IllegalArgumentException("there is at least one partition, and one reader");
    }
  }
}
