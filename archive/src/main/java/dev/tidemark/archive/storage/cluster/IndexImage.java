package dev.tidemark.archive.storage.cluster;

import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What files there are after some records of the index: a fold over them in the order of their
 * offsets, and nothing else decides. So every reader sees the same winner, at the same record.
 */
final class IndexImage {

  private final NavigableMap<String, ChunkedFile> files = new TreeMap<>();

  /**
   * Files that were replaced or deleted, or came second. A record that a broker wrote long after
   * its writer gave up must not bring one back: its chunks may be gone.
   */
  private final Set<UUID> gone = new HashSet<>();

  /**
   * What a record did.
   *
   * @param isThere its file is the one of the path now
   * @param displaced the file that was there before and is not any more
   */
  record Effect(boolean isThere, Optional<ChunkedFile> displaced) {

    private static final Effect NONE = new Effect(false, Optional.empty());
    private static final Effect THERE = new Effect(true, Optional.empty());
  }

  Effect apply(String path, IndexRecord record) {
    if (record instanceof IndexRecord.Claimed claimed) {
      return claim(path, claimed.content());
    }
    if (record instanceof IndexRecord.Committed committed) {
      return commit(path, committed.content());
    }
    return delete(path, record.file());
  }

  /** In the order of their paths. */
  NavigableMap<String, ChunkedFile> files() {
    return Collections.unmodifiableNavigableMap(files);
  }

  private Effect claim(String path, ChunkedFile file) {
    ChunkedFile present = files.get(path);
    if (present != null && present.id().equals(file.id())) {
      return Effect.THERE;
    }
    if (present != null || gone.contains(file.id())) {
      gone.add(file.id());
      return Effect.NONE;
    }
    files.put(path, file);
    return Effect.THERE;
  }

  private Effect commit(String path, ChunkedFile file) {
    ChunkedFile present = files.get(path);
    if (gone.contains(file.id())) {
      return Effect.NONE;
    }
    if (present == null || present.id().equals(file.id())) {
      files.put(path, file);
      return Effect.THERE;
    }
    gone.add(present.id());
    files.put(path, file);
    return new Effect(true, Optional.of(present));
  }

  private Effect delete(String path, UUID file) {
    ChunkedFile present = files.get(path);
    gone.add(file);
    if (present == null || !present.id().equals(file)) {
      return Effect.NONE;
    }
    files.remove(path);
    return new Effect(false, Optional.of(present));
  }
}
