package dev.tidemark.archive.container;

import dev.tidemark.schemas.row.AvroOutput;

/** Records that are compressed together. Filled, written and then filled again. */
final class Block {

  /** It is full with the record that reaches this. */
  private static final int FULL_BYTES = 64 * 1024;

  private static final int LARGE_BYTES = 4 * FULL_BYTES;

  private final AvroOutput content;
  private long records;

  private Block(int capacity) {
    this.content = new AvroOutput(capacity);
  }

  /** One that takes little memory until it is filled. */
  static Block small() {
    return new Block(FULL_BYTES / 16);
  }

  /** One that has room until it is full. */
  static Block whole() {
    return new Block(FULL_BYTES + FULL_BYTES / 16);
  }

  void add(byte[] record, int offset, int length) {
    content.writeRaw(record, offset, length);
    records++;
  }

  AvroOutput content() {
    return content;
  }

  /** In bytes. */
  int size() {
    return content.size();
  }

  long records() {
    return records;
  }

  boolean isFull() {
    return size() >= FULL_BYTES;
  }

  /** Whether there should be no second one, because of a large record. */
  boolean isLarge() {
    return size() > LARGE_BYTES;
  }

  void clear() {
    content.reset();
    records = 0;
  }
}
