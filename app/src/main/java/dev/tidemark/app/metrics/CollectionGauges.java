package dev.tidemark.app.metrics;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.Overview.Capture;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.archive.manifest.Manifest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One gauge for each thing that is known of every collection. What is not known of one has no value
 * for it, rather than a zero.
 */
final class CollectionGauges {

  private final Map<MultiGauge, Function<Overview, Optional<? extends Number>>> values =
      new LinkedHashMap<>();
  private final MultiGauge states;

  CollectionGauges(MeterRegistry registry) {
    this.states =
        MultiGauge.builder("tidemark.capture.state")
            .description("1 for the state that the collection is in, 0 for the others")
            .register(registry);
    capture(registry);
    window(registry);
    backups(registry);
  }

  private void capture(MeterRegistry registry) {
    add(
        registry,
        "tidemark.capture.error",
        "",
        "1 while something holds capture up",
        overview -> overview.capture().map(known -> known.status().error() == null ? 0 : 1));
    add(
        registry,
        "tidemark.captured.sequence",
        "",
        "The last transaction that is in Kafka",
        overview -> captured(overview).map(place -> place.sequence().value()));
    add(
        registry,
        "tidemark.captured.time",
        "seconds",
        "The source's time up to which everything is in Kafka, since 1970",
        overview -> captured(overview).map(place -> seconds(place.time())));
    add(
        registry,
        "tidemark.lag",
        "seconds",
        "How long ago that was",
        overview -> overview.capture().flatMap(Capture::lag).map(CollectionGauges::seconds));
    add(
        registry,
        "tidemark.lag",
        "bytes",
        "Log that the source has written since what capture has confirmed",
        overview ->
            overview.capture().flatMap(known -> Optional.ofNullable(known.status().lagBytes())));
    add(
        registry,
        "tidemark.retained.wal",
        "bytes",
        "Log that the source keeps for capture",
        overview ->
            overview
                .capture()
                .flatMap(known -> Optional.ofNullable(known.status().retainedBytes())));
    add(
        registry,
        "tidemark.kafka.margin",
        "seconds",
        "How long until Kafka may remove what no backup has; without a limit of age, not there",
        overview ->
            overview.capture().flatMap(Capture::kafkaMargin).map(CollectionGauges::seconds));
  }

  private void window(MeterRegistry registry) {
    add(
        registry,
        "tidemark.restorable.from.time",
        "seconds",
        "The earliest time that can be restored, since 1970",
        overview -> overview.restorable().map(window -> seconds(window.from().time())));
    add(
        registry,
        "tidemark.restorable.to.time",
        "seconds",
        "The latest time that can be restored, since 1970",
        overview -> overview.restorable().map(window -> seconds(window.to().time())));
  }

  private void backups(MeterRegistry registry) {
    add(
        registry,
        "tidemark.backups",
        "",
        "Backups in the storage that can be read",
        overview -> Optional.of(overview.backups().size()));
    add(
        registry,
        "tidemark.backups.size",
        "bytes",
        "What they take",
        overview -> Optional.of(overview.backups().stream().mapToLong(Manifest::bytes).sum()));
    add(
        registry,
        "tidemark.last.backup.time",
        "seconds",
        "When the newest of them was made, since 1970",
        overview -> newest(overview).map(backup -> seconds(backup.created())));
    add(
        registry,
        "tidemark.backup.failing.since.time",
        "seconds",
        "Since when scheduled backups fail, since 1970; 0 while they succeed",
        overview ->
            Optional.of(
                overview
                    .backupFailure()
                    .map(failure -> seconds(Instant.parse(failure.since())))
                    .orElse(0.0)));
    add(
        registry,
        "tidemark.last.drill.time",
        "seconds",
        "When the last drill of a restore ended, since 1970",
        overview -> overview.lastDrill().map(drill -> seconds(drill.ended())));
    add(
        registry,
        "tidemark.last.drill.passed",
        "",
        "1 when the last drill of a restore passed, 0 when it failed",
        overview -> overview.lastDrill().map(drill -> drill.isPassed() ? 1 : 0));
    add(
        registry,
        "tidemark.damages",
        "",
        "What is wrong with the backups, as far as their manifests tell",
        overview -> Optional.of(overview.damages().size()));
  }

  /** Takes these values in place of those before. */
  void update(List<Overview> overviews) {
    values.forEach(
        (gauge, value) -> {
          List<Row<?>> rows = new ArrayList<>();
          for (Overview overview : overviews) {
            value.apply(overview).ifPresent(number -> rows.add(Row.of(tags(overview), number)));
          }
          gauge.register(rows, true);
        });
    List<Row<?>> rows = new ArrayList<>();
    for (Overview overview : overviews) {
      overview
          .capture()
          .map(known -> known.status().state())
          .ifPresent(state -> rows.addAll(states(overview, state)));
    }
    states.register(rows, true);
  }

  private static List<Row<?>> states(Overview overview, CollectionState current) {
    List<Row<?>> rows = new ArrayList<>();
    for (CollectionState state : CollectionState.values()) {
      rows.add(Row.of(tags(overview).and("state", state.word()), state == current ? 1 : 0));
    }
    return rows;
  }

  private void add(
      MeterRegistry registry,
      String name,
      String unit,
      String description,
      Function<Overview, Optional<? extends Number>> value) {
    MultiGauge.Builder gauge = MultiGauge.builder(dotted(name, unit)).description(description);
    values.put(gauge.register(registry), value);
  }

  /** The unit is a part of the name: two gauges of one name cannot differ in it. */
  private static String dotted(String name, String unit) {
    return unit.isEmpty() ? name : name + "." + unit;
  }

  private static Tags tags(Overview overview) {
    return Tags.of("collection", overview.name().value());
  }

  private static Optional<Place> captured(Overview overview) {
    return overview.capture().flatMap(Capture::to);
  }

  private static Optional<Manifest> newest(Overview overview) {
    int count = overview.backups().size();
    return count == 0 ? Optional.empty() : Optional.of(overview.backups().get(count - 1));
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1e3;
  }
}
