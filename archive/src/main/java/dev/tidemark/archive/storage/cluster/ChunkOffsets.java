package dev.tidemark.archive.storage.cluster;

import java.util.ArrayList;
import java.util.List;

/** Remembers where chunks are, and of a large file every second, fourth, eighth … only. */
final class ChunkOffsets {

  private static final int MOST = 1024;

  private final List<Long> offsets = new ArrayList<>();
  private int every = 1;
  private int chunks;
  private long last;

  /**
   * @param offset of the next chunk; negative when the broker did not say, and then it is behind
   *     the one before
   * @return whether it can be so: chunks lie in the order of their numbers
   */
  synchronized boolean add(long offset) {
    if (chunks > 0 && offset >= 0 && offset <= last) {
      return false;
    }
    last = Math.max(last, offset);
    if (chunks % every == 0) {
      offsets.add(last);
    }
    chunks++;
    if (offsets.size() > MOST) {
      every *= 2;
      for (int i = 1; i < offsets.size(); i++) {
        offsets.remove(i);
      }
    }
    return true;
  }

  synchronized int every() {
    return every;
  }

  synchronized List<Long> offsets() {
    return List.copyOf(offsets);
  }
}
