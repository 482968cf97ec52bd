package dev.tidemark.compactor.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a collection is backed up by itself.
 *
 * @param backupEvery after so long an incremental is due
 * @param fullEvery after so long a full is due, which keeps chains short; empty: never
 */
public record BackupPolicy(Duration backupEvery, Optional<Duration> fullEvery) {

  public BackupPolicy {
    if (isNotPositive(backupEvery) || fullEvery.filter(BackupPolicy::isNotPositive).isPresent()) {
      throw new IllegalArgumentException("backups are taken after some time, not at once");
    }
  }

  private static boolean isNotPositive(Duration duration) {
    return duration.isZero() || duration.isNegative();
  }
}
