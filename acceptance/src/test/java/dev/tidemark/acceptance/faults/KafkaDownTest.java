package dev.tidemark.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.log.CommittedLog;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Pages;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka is down and the source goes on: until it has written far more than {@code start} may hold;
 * with {@code -Dkafka.down.minutes} for so long, too.
 */
class KafkaDownTest {

  private static final double MINUTES =
      Double.parseDouble(System.getProperty("kafka.down.minutes", "0"));

  /** Beyond what start needs for itself there is little. */
  private static final String[] JVM = {
    "-Xmx80m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"
  };

  private static final int TRANSACTIONS = 64;
  private static final long WRITTEN_AT_LEAST = 64L << 20;
  private static final Duration WITHIN = Duration.ofMinutes(3);
  private static final String COLUMNS = "SELECT id, md5(body) FROM events ORDER BY id";

  @TempDir Path directory;

  private final Database source = Database.create(Servers.source(), "kafka_down");
  private int transactions;

  @Test
  void it_is_told_how_far_behind_it_is_and_all_is_captured_once_when_kafka_is_back() {
    source.execute(
        "CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)");
    Broker broker = Broker.create(directory.resolve("broker"), Optional.empty());
    broker.begin(broker.relayedPort());
    Home home = new Home(directory.resolve("home")).configured(configuration(broker));
    Pages pages = new Pages(home);
    try (broker;
        Started start = home.start(JVM)) {
      BackupCollection collection =
          BackupCollection.protect(home, "down", source, List.of(TableId.parse("public.events")));
      write();
      collection.awaitCaptured(2);
      Await.lastingly("all is well", WITHIN, () -> pages.health() == 200);

      broker.kill();
      for (int i = 0; i < TRANSACTIONS; i++) {
        write();
      }
      awaitTold(collection, pages);
      outlast(collection);
      assertThat(start.isAlive()).as(start.toString()).isTrue();

      broker.start();
      collection.awaitCaptured(1 + transactions);
      Await.lastingly("the log is let go of", WITHIN, () -> pages.health() == 200);
      assertThat(collection.show().path("warning").isNull()).isTrue();
      requireAllOnce(broker, collection);
      assertThat(start.isAlive()).as(start.toString()).isTrue();
      collection.drop();
    }
  }

  private static List<String> configuration(Broker broker) {
    return List.of(
        "heartbeat = 500ms",
        "backup-every = off",
        "full-every = off",
        "kafka.bootstrap-servers = 127.0.0.1:" + broker.relayedPort(),
        "source-log-warning = 16MiB",
        "capture.queue = 4MiB",
        "capture.producer = 4MiB",
        "capture.transaction = 4MiB");
  }

  /** A transaction of about a mebibyte. */
  private void write() {
    source.execute(
        "INSERT INTO events (body) SELECT repeat(md5(n::text), 32) FROM generate_series(1, 1000) n");
    transactions++;
  }

  private static void awaitTold(BackupCollection collection, Pages pages) {
    Await.lastingly(
        "the source's log is told of: " + collection.show(),
        WITHIN,
        () -> collection.show().path("retained_wal_bytes").asLong() > WRITTEN_AT_LEAST);
    JsonNode show = collection.show();
    assertThat(show.path("lag_bytes").asLong()).isGreaterThan(WRITTEN_AT_LEAST);
    assertThat(show.path("lag_seconds").asDouble()).isPositive();
    assertThat(show.path("captured_to").path("sequence").asLong()).isLessThan(TRANSACTIONS);
    assertThat(show.path("warning").asText())
        .matches(
            "the source keeps [0-9.]+ MiB of log for capture, more than 16\\.0 MiB"
                + " \\(source-log-warning\\); nothing but its disk limits that");
    assertThat(collection.home().run("show", "down").out())
        .containsPattern("\n  WARNING     the source keeps [0-9.]+ MiB of log for capture")
        .containsPattern("\n  source log  [0-9.]+ MiB kept for capture\n");
    // The pages may be as old as a second.
    Await.lastingly("the health page tells of it", WITHIN, () -> pages.health() == 503);
    String ofDown = "{collection=\"down\"}";
    for (String metric : List.of("tidemark_lag_bytes", "tidemark_retained_wal_bytes")) {
      Await.lastingly(
          metric, WITHIN, () -> pages.metric(metric + ofDown).orElse(0.0) > WRITTEN_AT_LEAST);
    }
  }

  /** Attempts fail by now, each with what is in the way, and it is told further how far behind. */
  private void outlast(BackupCollection collection) {
    long end = System.nanoTime() + (long) (MINUTES * 60e9);
    while (System.nanoTime() < end) {
      long before = collection.show().path("lag_bytes").asLong();
      write();
      Await.lastingly(
          "the lag grows", WITHIN, () -> collection.show().path("lag_bytes").asLong() > before);
      Await.lastingly(
          "what is in the way",
          WITHIN,
          () -> collection.show().path("error").asText().contains("Kafka"));
    }
  }

  private void requireAllOnce(Broker broker, BackupCollection collection) {
    CommittedLog log = CommittedLog.read(broker.direct(), collection.name());
    assertThat(log.faults()).isEmpty();
    assertThat(log.commits()).hasSize(1 + transactions);
    assertThat(log.changes()).isEqualTo(1000L * transactions);
    Database target = Database.create(Servers.source(), "kafka_down_target");
    collection.backup();
    collection.restore(target, "--latest");
    assertThat(target.copy(COLUMNS)).isEqualTo(source.copy(COLUMNS));
  }
}
