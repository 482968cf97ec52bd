package dev.tidemark.archive.storage.cluster;

import java.util.List;
import java.util.UUID;

/**
 * Where a file's bytes are.
 *
 * @param id of the file, in its chunks' keys; a path that is written again has another
 * @param partition of the chunks' topic
 * @param chunkBytes of every chunk but the last
 * @param every of how many chunks one has its offset here
 * @param offsets of chunks 0, every, 2·every, …: each at its chunk or before it
 */
record ChunkedFile(
    UUID id, long bytes, int partition, int chunkBytes, int every, List<Long> offsets) {

  ChunkedFile {
    offsets = List.copyOf(offsets);
    if (bytes < 0 || partition < 0 || chunkBytes < 1 || every < 1) {
      throw new IllegalArgumentException("a file has no negative size or place");
    }
    if (offsets.size() != (chunks(bytes, chunkBytes) + every - 1) / every) {
      throw new IllegalArgumentException("a file's offsets are not those of its chunks");
    }
  }

  int chunks() {
    return chunks(bytes, chunkBytes);
  }

  int sizeOf(int chunk) {
    return (int) Math.min(chunkBytes, bytes - (long) chunk * chunkBytes);
  }

  /** An offset from which on the chunk is found. */
  long before(int chunk) {
    return offsets.get(chunk / every);
  }

  private static int chunks(long bytes, int chunkBytes) {
    return Math.toIntExact((bytes + chunkBytes - 1) / chunkBytes);
  }
}
