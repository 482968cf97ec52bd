package dev.tidemark.archive.storage.s3;

import java.time.Duration;

/**
 * How long the store itself keeps what is written from being deleted.
 *
 * @param window for how long what was backed up is to be kept, from then on
 */
public record ObjectLock(Duration window, Mode mode, Demand demand) {

  public ObjectLock {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("an object lock lasts longer than nothing");
    }
  }

  /** Who may delete earlier: users with a right of their own, or nobody at all. */
  public enum Mode {
    GOVERNANCE,
    COMPLIANCE
  }

  /** What if the bucket has no object lock. */
  public enum Demand {
    /** Nothing is written then. */
    REQUIRED,
    /** Everything is written without. */
    WHERE_THERE_IS_ONE
  }
}
