package dev.tidemark.restorer.load;

/** How far a restore checks what it has loaded, before anyone can see it. */
public enum Verification {
  /** All rows that the target holds must add up to what was read from the archive. */
  FULL,
  /** The target must have taken as many rows as were read from the archive. */
  COUNTS
}
