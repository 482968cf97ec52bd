package dev.tidemark.archive.retention;

import java.time.Duration;
import java.util.Optional;

/**
 * What is promised of the past. Counted back from the newest backup: while nothing is backed up,
 * nothing is given up.
 *
 * @param retention every time of so long can be restored, at least to the end of a backup; empty:
 *     everything is kept
 * @param everyTransactionFor every transaction of so long can be restored; empty: every transaction
 *     of what is kept
 */
public record RetentionPolicy(
    Optional<Duration> retention, Optional<Duration> everyTransactionFor) {

  /** Nothing is ever given up. */
  public static final RetentionPolicy KEEP_ALL =
      new RetentionPolicy(Optional.empty(), Optional.empty());

  public RetentionPolicy {
    if (retention.filter(Duration::isZero).isPresent()) {
      throw new IllegalArgumentException("a retention of nothing would keep no backup");
    }
    if (retention.isPresent()
        && everyTransactionFor.filter(every -> every.compareTo(retention.get()) > 0).isPresent()) {
      throw new IllegalArgumentException(
          "every transaction cannot be kept for longer than the backups are");
    }
  }

  public boolean keepsAll() {
    return retention.isEmpty() && everyTransactionFor.isEmpty();
  }
}
