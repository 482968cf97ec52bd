package dev.tidemark.archive.verify;

/** How far a verification goes. */
public enum Depth {
  /** Every file is read: presence, size, SHA-256, order of keys; and the chain of manifests. */
  FILES,
  /**
   * Every row is decoded as well, and every boundary is merged as a restore would, into nothing.
   */
  ROWS
}
