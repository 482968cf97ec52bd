package dev.tidemark.schemas.timeline;

/**
 * The places of the kinds of entries in the schema's union: what comes before an entry's fields.
 */
final class EntryKind {

  static final int COMMIT = 0;
  static final int TRUNCATED = 1;
  static final int DEFINED = 2;
  static final int MARKED = 3;
  static final int GAP = 4;
  static final int SNAPSHOT_STARTED = 5;
  static final int OBSCURED = 6;
  static final int READ_STARTED = 7;
  static final int CLEARED = 8;
  static final int REMOVED = 9;

  /** In backups' timelines alone: many commits, by columns. */
  static final int COMMITS = 10;

  private EntryKind() {}
}
