package dev.tidemark.compactor.fold;

/** What a version did to its key. */
public enum VersionKind {
  /** The row is there from now on: inserted, or read by the snapshot. */
  CREATED,
  /** As {@link #CREATED}, of a row that had another key and left some values unchanged. */
  MOVED,
  UPDATED,
  DELETED;

  private static final VersionKind[] ALL = values();

  static VersionKind of(int code) {
    return ALL[code];
  }
}
