package dev.tidemark.capture.event;

import dev.tidemark.schemas.change.TableId;

/**
 * An event as it goes to Kafka.
 *
 * @param key single-object encoded; empty for a truncate, which has none
 * @param oldKey the old key of a moved row; empty otherwise
 */
public record EncodedEvent(TableId table, byte[] key, byte[] value, byte[] oldKey) {

  static final byte[] NONE = {};

  public boolean hasKey() {
    return key.length > 0;
  }

  public boolean isMoved() {
    return oldKey.length > 0;
  }

  /** Its size, near enough for limits. */
  public long bytes() {
    return (long) key.length + value.length + oldKey.length;
  }
}
