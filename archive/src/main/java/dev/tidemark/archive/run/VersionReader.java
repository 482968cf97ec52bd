package dev.tidemark.archive.run;

/**
 * Goes over the versions of a run as they lie in its blocks. What it stands at is in its fields:
 * there is no object for a version. Not for sharing between threads.
 */
abstract sealed class VersionReader permits PlainReader, GroupReader {

  static final int[] ALL_CHANGED = {};

  static final byte[] NOTHING = {};

  long sequence;
  long order;
  int[] unchanged = ALL_CHANGED;

  /** As the run has it, whole or short. Valid until the call of {@link #next} after the next. */
  byte[] keyBuffer = NOTHING;

  int keyOffset;
  int keyLength;
  boolean tombstone;

  /** Valid until the next call, as what is in a block that is over. */
  byte[] rowBuffer = NOTHING;

  int rowOffset;
  int rowLength;

  /** Whether {@link #next} needs another block, in whose place the keys of this one may be. */
  abstract boolean isBlockOver();

  /** Reads another block; false when there is none. */
  abstract boolean nextBlock();

  /**
   * Goes to the next version of the block.
   *
   * @throws dev.tidemark.schemas.row.MalformedBytesException it cannot be read
   */
  abstract void next();

  /** Whether something follows the last version of a block. */
  abstract boolean hasExcess();
}
