package dev.tidemark.capture.table;

/** What became of a table between two places of the source's log in which it was looked at. */
public sealed interface Alteration {

  /** Nothing that matters to its rows or to how it is made again. */
  record None() implements Alteration {}

  /** It is made otherwise from now on; the rows captured before are what they were. */
  record Redefined() implements Alteration {}

  /**
   * Its rows may have changed without a word in the log: they have to be read again.
   *
   * @param reason for people, to follow "it is not known what table t was": {@code its rows were
   *     rewritten}
   */
  record Reread(String reason) implements Alteration {}

  Alteration NONE = new None();
  Alteration REDEFINED = new Redefined();
}
