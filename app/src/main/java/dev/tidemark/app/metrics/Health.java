package dev.tidemark.app.metrics;

import dev.tidemark.app.home.BackupFailure;
import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.Overview.Capture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether all is well: every collection is captured, or read for the first time, nothing holds it
 * up, its source does not keep too much log for it, Kafka may remove nothing of it, its scheduled
 * backups succeed, and its backups are whole as far as their manifests tell.
 */
record Health(List<Overview> overviews) {

  Health {
    overviews = List.copyOf(overviews);
  }

  boolean isWell() {
    return overviews.stream().allMatch(Health::isWell);
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", isWell() ? "up" : "down");
    document.put("collections", overviews.stream().map(Health::collection).toList());
    return document;
  }

  private static boolean isWell(Overview overview) {
    Optional<Capture> capture = overview.capture();
    boolean isCaptured =
        capture
            .map(known -> known.status().state())
            .filter(
                state ->
                    state == CollectionState.STREAMING || state == CollectionState.SNAPSHOTTING)
            .isPresent();
    return isCaptured
        && error(overview) == null
        && warning(overview, CollectionStatus::warning) == null
        && warning(overview, CollectionStatus::kafkaWarning) == null
        && overview.backupFailure().isEmpty()
        && overview.damages().isEmpty();
  }

  private static Map<String, @Nullable Object> collection(Overview overview) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("name", overview.name().value());
    document.put(
        "state", overview.capture().map(known -> known.status().state().word()).orElse(null));
    document.put("error", error(overview));
    document.put("warning", warning(overview, CollectionStatus::warning));
    document.put("kafka_warning", warning(overview, CollectionStatus::kafkaWarning));
    document.put(
        "backup_failure", overview.backupFailure().map(BackupFailure::problem).orElse(null));
    document.put("damages", overview.damages().size());
    return document;
  }

  private static @Nullable String warning(
      Overview overview, Function<CollectionStatus, @Nullable String> kind) {
    return overview
        .capture()
        .flatMap(known -> Optional.ofNullable(kind.apply(known.status())))
        .orElse(null);
  }

  private static @Nullable String error(Overview overview) {
    return overview
        .capture()
        .flatMap(known -> Optional.ofNullable(known.status().error()))
        .orElse(null);
  }
}
