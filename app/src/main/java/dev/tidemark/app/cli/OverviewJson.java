package dev.tidemark.app.cli;

import dev.tidemark.app.home.BackupFailure;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.Overview.Capture;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.operation.Overview.Window;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A collection as {@code show --json} has it. What is not known is null. */
final class OverviewJson {

  private OverviewJson() {}

  static Map<String, @Nullable Object> of(Overview overview) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Optional<Capture> capture = overview.capture();
    json.put("name", overview.name().value());
    json.put("state", capture.map(known -> known.status().state().word()).orElse(null));
    json.put("error", capture.map(known -> known.status().error()).orElse(null));
    json.put("warning", capture.map(known -> known.status().warning()).orElse(null));
    json.put("kafka_warning", capture.map(known -> known.status().kafkaWarning()).orElse(null));
    json.put("kafka_margin_seconds", seconds(capture.flatMap(Capture::kafkaMargin)));
    json.put("source", overview.source().orElse(null));
    json.put("tables", overview.tables().stream().map(TableId::toString).toList());
    json.put("unread_tables", capture.map(known -> known.status().unread()).orElse(null));
    json.put("unprotected_tables", capture.map(known -> known.status().unprotected()).orElse(null));
    json.put("storage", overview.storage().toString());
    Map<String, @Nullable Object> restorable = new LinkedHashMap<>();
    restorable.put("from", overview.restorable().map(window -> place(window.from())).orElse(null));
    restorable.put("to", overview.restorable().map(window -> place(window.to())).orElse(null));
    json.put("restorable", restorable);
    json.put("gaps", overview.gaps().stream().map(OverviewJson::gap).toList());
    json.put("captured_to", capture.flatMap(Capture::to).map(OverviewJson::place).orElse(null));
    json.put("lag_seconds", seconds(capture.flatMap(Capture::lag)));
    json.put("lag_bytes", capture.map(known -> known.status().lagBytes()).orElse(null));
    json.put(
        "retained_wal_bytes", capture.map(known -> known.status().retainedBytes()).orElse(null));
    json.put("snapshot_rows", capture.map(known -> known.status().snapshotRows()).orElse(null));
    json.put("backups", overview.backups().stream().map(OverviewJson::backup).toList());
    json.put(
        "backup_failure", overview.backupFailure().map(OverviewJson::backupFailure).orElse(null));
    json.put("last_drill", overview.lastDrill().map(DrillOutput::document).orElse(null));
    json.put("damages", overview.damages().stream().map(Damage::message).toList());
    return json;
  }

  static Map<String, Object> backup(Manifest backup) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", backup.id().toString());
    json.put("kind", backup.kind().word());
    json.put("from", backup.from().sequence().value());
    json.put("to", backup.to().sequence().value());
    json.put("bytes", backup.bytes());
    json.put("rows", backup.rows());
    json.put("time", backup.created().toString());
    return json;
  }

  private static Map<String, Object> backupFailure(BackupFailure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", failure.since());
    json.put("problem", failure.problem());
    return json;
  }

  private static Map<String, Object> gap(Window gap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("after", place(gap.from()));
    json.put("before", place(gap.to()));
    return json;
  }

  private static Map<String, Object> place(Place place) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sequence", place.sequence().value());
    json.put("time", place.time().toString());
    return json;
  }

  private static @Nullable Double seconds(Optional<Duration> length) {
    return length.map(lag -> lag.toMillis() / 1000.0).orElse(null);
  }
}
