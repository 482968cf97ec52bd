package dev.tidemark.compactor.fold;

/** What a version did to its key. */
public enum VersionKind {
  /** The row is there from now on: inserted, or read by the snapshot. */
  CREATED(0),
  /** As {@link #CREATED}, of a row that had another key and left some values unchanged. */
  MOVED(1),
  UPDATED(2),
  DELETED(3);

  private static final VersionKind[] BY_CODE = {CREATED, MOVED, UPDATED, DELETED};

  private final int code;

  VersionKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  public static VersionKind of(int code) {
    return BY_CODE[code];
  }
}
