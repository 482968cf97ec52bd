package dev.tidemark.archive.storage.cluster;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a chunk's record: 16 bytes of the file's id, 4 of the number, most significant first.
 *
 * @param number of the chunk in its file, from 0
 */
record ChunkKey(UUID file, int number) {

  private static final int LENGTH = 20;

  byte[] toBytes() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(file.getMostSignificantBits())
        .putLong(file.getLeastSignificantBits())
        .putInt(number)
        .array();
  }

  /** Empty when it is no chunk's key. */
  static Optional<ChunkKey> of(byte @Nullable [] key) {
    if (key == null || key.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return Optional.of(new ChunkKey(new UUID(bytes.getLong(), bytes.getLong()), bytes.getInt()));
  }
}
