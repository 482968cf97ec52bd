package dev.tidemark.benchmarks.measure;

/** One line of the report: what was measured, or why it was not. */
public sealed interface Line permits Row, Missing {

  /** What Tidemark did, or was to do, with its size. */
  String what();

  /** Whom or what it is held against. */
  String against();

  /** Whether this line takes the place of that one. */
  default boolean isOf(Line other) {
    return what().equals(other.what()) && against().equals(other.against());
  }
}
