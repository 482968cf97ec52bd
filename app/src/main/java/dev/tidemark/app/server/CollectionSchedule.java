package dev.tidemark.app.server;

import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.compactor.schedule.BackupPolicy;
import dev.tidemark.compactor.schedule.Due;
import dev.tidemark.compactor.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a collection is backed up: by what is set on it, and by the configuration for the rest.
 *
 * @param fullEvery empty for never
 * @param incrementalEvery empty for never
 */
record CollectionSchedule(Optional<Duration> fullEvery, Optional<Duration> incrementalEvery) {

  static CollectionSchedule of(CollectionOptions options, Configuration configuration) {
    // With backup-every=off the configuration wants no backups at all, fulls included.
    Optional<Duration> configuredFull =
        configuration.backupEvery().flatMap(every -> configuration.fullEvery());
    return new CollectionSchedule(
        options.fullEvery(configuredFull), options.incrementalEvery(configuration.backupEvery()));
  }

  boolean isNever() {
    return fullEvery.isEmpty() && incrementalEvery.isEmpty();
  }

  /**
   * What is due now, as {@link Schedule#due} has it, unless nothing ever is. When only fulls are
   * wanted, the incrementals that a full or a restore takes count for nothing.
   */
  Due due(List<Manifest> manifests, Instant lastAttempt, Instant now) {
    List<Manifest> counted =
        incrementalEvery.isPresent()
            ? manifests
            : manifests.stream().filter(Manifest::isFull).toList();
    return Schedule.due(
        new BackupPolicy(every(), fullEvery), counted, Optional.of(lastAttempt), now);
  }

  /** How often there is a backup at least, when there ever is. */
  Duration every() {
    return incrementalEvery.or(() -> fullEvery).orElseThrow();
  }
}
