package dev.tidemark.restorer.load;

/** What becomes of a table that bears the name of a restored one. */
public enum ExistingTables {
  /** The restore fails before it changes anything. */
  REFUSE,
  /** The restored table takes its place, in the moment of publication. */
  REPLACE
}
