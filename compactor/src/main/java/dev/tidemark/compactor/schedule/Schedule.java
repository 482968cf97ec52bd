package dev.tidemark.compactor.schedule;

import dev.tidemark.archive.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what is due. */
public final class Schedule {

  private Schedule() {}

  /**
   * What is due now. A backup or an attempt of a time that has not come was made by a clock that
   * ran ahead, and counts for nothing: else none would be taken until that time.
   *
   * @param manifests all there are, in order
   * @param lastAttempt when a backup was last tried; one that found nothing new, or failed, leaves
   *     no manifest and is not repeated before its time either
   */
  public static Due due(
      BackupPolicy policy, List<Manifest> manifests, Optional<Instant> lastAttempt, Instant now) {
    List<Manifest> past = manifests.stream().filter(each -> !each.created().isAfter(now)).toList();
    Optional<Instant> lastFull = newest(past, Manifest::isFull);
    Optional<Instant> lastBackup =
        later(newest(past, manifest -> true), lastAttempt.filter(at -> !at.isAfter(now)));
    Instant next = lastBackup.map(at -> at.plus(policy.backupEvery())).orElse(now);
    if (next.isAfter(now)) {
      return new Due.Nothing(next);
    }
    return lastFull.isEmpty() || isOld(lastFull.get(), policy.fullEvery(), now)
        ? new Due.Full()
        : new Due.Incremental();
  }

  private static boolean isOld(Instant full, Optional<Duration> fullEvery, Instant now) {
    return fullEvery.filter(every -> !full.plus(every).isAfter(now)).isPresent();
  }

  private static Optional<Instant> newest(List<Manifest> manifests, Predicate<Manifest> wanted) {
    return manifests.stream().filter(wanted).map(Manifest::created).max(Instant::compareTo);
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return a.isEmpty() || b.filter(a.get()::isBefore).isPresent() ? b.or(() -> a) : a;
  }
}
