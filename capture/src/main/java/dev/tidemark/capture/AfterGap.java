package dev.tidemark.capture;

/** What capture does when a stretch of the source's history was lost to it. */
public enum AfterGap {
  /** It stays where it is until somebody has decided. */
  STOP,
  /** It takes a new snapshot, with which the next full backup begins a new chain. */
  NEW_SNAPSHOT
}
