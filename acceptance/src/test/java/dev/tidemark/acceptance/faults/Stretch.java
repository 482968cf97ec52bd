package dev.tidemark.acceptance.faults;

/**
 * A stretch of a collection's sequences without a gap in it.
 *
 * @param history what the source was meanwhile
 * @param first its first sequence
 * @param last its last; as high as can be while no gap is behind it
 */
record Stretch(History history, long first, long last) {

  /** Of a new collection, from its first sequence on. */
  static Stretch of(History history) {
    return new Stretch(history, 1, Long.MAX_VALUE - 1);
  }

  /** The same, now that it is known where it ends. */
  Stretch upTo(long gap) {
    return new Stretch(history, first, gap);
  }

  /** The one behind a gap. */
  static Stretch from(History history, long first) {
    return new Stretch(history, first, Long.MAX_VALUE - 1);
  }
}
