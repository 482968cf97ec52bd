package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code start} tells to those who watch it. */
class MonitoringTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern METRIC = Pattern.compile("tidemark_[a-z_]+");

  @Test
  void every_metric_of_the_documents_is_served_and_a_lost_slot_is_not_healthy(
      @TempDir Path directory) throws Exception {
    Database source = Database.create(Servers.source(), "monitored");
    source.execute("CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders VALUES (1)");
    Home home = Home.in(directory).scheduled("1s", "off");
    try (Started started = home.start(Home.shortLife("256m"))) {
      String address = address(started.awaitReady());
      BackupCollection collection =
          BackupCollection.protect(
              home, "monitored", source, List.of(TableId.parse("public.orders")));
      Await.until(
          "a backup", Duration.ofSeconds(60), () -> collection.show().path("backups").size() > 0);

      home.run("drill", "monitored", "--wait", "60s").succeeded();

      limit(collection, "31536000000");
      Set<String> documented = documented();
      assertThat(documented).hasSizeGreaterThan(12);
      Await.until(
          "every metric of the documents",
          Duration.ofSeconds(60),
          () -> names(get(address + "/metrics").body()).containsAll(documented));
      awaitHealth(address, 503);
      assertThat(home.run("show", "monitored").succeeded().out())
          .contains(
              "  WARNING     topic monitored.public.orders has retention.ms = 31536000000: Kafka"
                  + " removes what is older than 365 d 0 h, whether a backup has it or not; ");
      assertThat(collection.show().path("kafka_margin_seconds").asDouble())
          .isBetween(31_000_000.0, 31_536_000.0);
      limit(collection, "-1");
      Await.until(
          "no limit",
          Duration.ofSeconds(60),
          () -> collection.show().path("kafka_warning").isNull());
      assertThat(home.run("show", "monitored").succeeded().out()).doesNotContain("WARNING");
      awaitHealth(address, 200);

      source.administrate(
          "DO $$ BEGIN PERFORM pg_terminate_backend(active_pid), pg_sleep(0.1)"
              + " FROM pg_replication_slots WHERE database = current_database() AND active;"
              + " PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
              + " WHERE database = current_database(); END $$");
      Await.until(
          "the gap",
          Duration.ofSeconds(60),
          () ->
              get(address + "/metrics")
                  .body()
                  .contains("tidemark_capture_state{collection=\"monitored\",state=\"gap\"} 1.0"));
      awaitHealth(address, 503);
    }
  }

  /** How old Kafka lets the changes become, as somebody may set it. */
  private static void limit(BackupCollection collection, String millis) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "monitored.public.orders");
    AlterConfigOp age =
        new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", collection.home().kafka()))) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(age))).all().get();
    }
  }

  /** A page may be as old as a second, each by itself. */
  private static void awaitHealth(String address, int status) {
    Await.until(
        "health " + status,
        Duration.ofSeconds(60),
        () -> get(address + "/health").statusCode() == status);
  }

  private static String address(String ready) {
    Matcher address = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/metrics").matcher(ready);
    assertThat(address.find()).as(ready).isTrue();
    return address.group(1);
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String file :
        List.of("monitoring.md", "monitoring/alerts.yml", "monitoring/grafana-dashboard.json")) {
      names.addAll(names(Files.readString(DOCS.resolve(file))));
    }
    return names;
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher metric = METRIC.matcher(text);
    while (metric.find()) {
      names.add(metric.group());
    }
    return names;
  }

  private static HttpResponse<String> get(String uri) {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(uri, e);
    }
  }
}
