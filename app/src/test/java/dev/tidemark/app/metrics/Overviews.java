package dev.tidemark.app.metrics;

import dev.tidemark.app.home.BackupFailure;
import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.Overview.Capture;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Overviews of a collection that has no backups yet. */
final class Overviews {

  private static final Instant CAPTURED = Instant.parse("2026-11-22T07:15:00Z");

  private Overviews() {}

  static Overview streaming(String name) {
    Place place = new Place(Sequence.of(42), CAPTURED);
    CollectionStatus status =
        new CollectionStatus(
            CollectionState.STREAMING, 42, CAPTURED.toString(), 7, 4096L, 16384L, null);
    return overview(
        name,
        new Capture(
            status, Optional.of(place), Optional.of(Duration.ofMillis(1500)), Optional.empty()));
  }

  static Overview in(CollectionState state, @Nullable String error) {
    CollectionStatus status = new CollectionStatus(state, 0, null, 0, null, null, error);
    return overview(
        "shop", new Capture(status, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** Whose changes Kafka removes when they are an hour old; it is late. */
  static Overview limited(String warning) {
    CollectionStatus status =
        new CollectionStatus(
            CollectionState.STREAMING,
            42,
            CAPTURED.toString(),
            7,
            4096L,
            16384L,
            null,
            null,
            null,
            null,
            warning,
            CAPTURED.plusSeconds(3600).toString(),
            false,
            null);
    return overview(
        "shop",
        new Capture(
            status, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(-90))));
  }

  /** Whose scheduled backups fail. */
  static Overview failing(Instant since, String problem) {
    Overview well = streaming("shop");
    return new Overview(
        well.name(),
        well.source(),
        well.tables(),
        well.storage(),
        well.capture(),
        well.restorable(),
        well.gaps(),
        well.backups(),
        well.damages(),
        Optional.of(new BackupFailure(since.toString(), problem)),
        well.lastDrill());
  }

  /** Whose last drill ended ten seconds after what is captured. */
  static Overview drilled(Optional<String> problem) {
    Drill drill =
        new Drill(
            CAPTURED,
            CAPTURED.plusSeconds(10),
            Sequence.of(42),
            "files",
            problem,
            Drill.SourceCheck.SAME,
            Optional.empty(),
            List.of());
    return overview("shop", Optional.empty(), Optional.of(drill));
  }

  private static Overview overview(String name, Capture capture) {
    return overview(name, Optional.of(capture), Optional.empty());
  }

  private static Overview overview(
      String name, Optional<Capture> capture, Optional<Drill> lastDrill) {
    return new Overview(
        new CollectionName(name),
        Optional.of("postgresql://me@db.example/shop"),
        List.of(new TableId("public", "orders")),
        URI.create("file:///backups"),
        capture,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        lastDrill);
  }
}
