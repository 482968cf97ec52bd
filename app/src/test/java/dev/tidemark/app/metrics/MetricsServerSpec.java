package dev.tidemark.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServerSpec {

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void metrics_are_served_as_prometheus_reads_them() throws Exception {
    try (MetricsServer server = serving(() -> List.of(Overviews.streaming("shop")))) {
      HttpResponse<String> page = get(server, "/metrics");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(page.body()).contains("tidemark_lag_seconds{collection=\"shop\"} 1.5\n");
    }
  }

  @Test
  void all_is_well_while_every_collection_is_captured() throws Exception {
    List<Overview> captured =
        List.of(Overviews.streaming("shop"), Overviews.in(CollectionState.SNAPSHOTTING, null));
    try (MetricsServer server = serving(() -> captured)) {
      HttpResponse<String> health = get(server, "/health");

      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"status\" : \"up\"");
    }
  }

  @Test
  void a_gap_is_not_well() throws Exception {
    Overview gap = Overviews.in(CollectionState.GAP, "replication slot x is gone");
    try (MetricsServer server = serving(() -> List.of(Overviews.streaming("bank"), gap))) {
      HttpResponse<String> health = get(server, "/health");

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body())
          .contains("\"status\" : \"down\"", "\"error\" : \"replication slot x is gone\"");
    }
  }

  @Test
  void backups_that_fail_are_not_well() throws Exception {
    Overview failing = Overviews.failing(Instant.EPOCH, "not mounted");
    try (MetricsServer server = serving(() -> List.of(failing))) {
      HttpResponse<String> health = get(server, "/health");

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"backup_failure\" : \"not mounted\"");
    }
  }

  @Test
  void a_limit_on_the_topics_is_not_well() throws Exception {
    Overview limited = Overviews.limited("topic t has retention.ms = 1");
    try (MetricsServer server = serving(() -> List.of(limited))) {
      HttpResponse<String> health = get(server, "/health");

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"kafka_warning\" : \"topic t has retention.ms = 1\"");
    }
  }

  @Test
  void collections_that_cannot_be_read_are_said_to_be_so() throws Exception {
    Supplier<List<Overview>> unreadable =
        () -> {
          throw new Unreadable();
        };
    try (MetricsServer server = serving(unreadable)) {
      HttpResponse<String> health = get(server, "/health");

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).isEqualTo("shop.json is damaged\nRestore it.\n");
    }
  }

  @Test
  void nothing_is_taken_from_a_client() throws Exception {
    try (MetricsServer server = serving(List::of)) {
      HttpRequest post =
          HttpRequest.newBuilder(uri(server, "/metrics"))
              .POST(BodyPublishers.ofString("x"))
              .build();

      assertThat(send(post).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void an_address_that_is_taken_is_named() {
    try (MetricsServer first = serving(List::of)) {
      int port = first.address().getPort();

      assertThatThrownBy(() -> MetricsServer.start(first.address(), metrics, List::of))
          .isInstanceOf(HttpAddressException.class)
          .hasMessage(
              "Metrics cannot be served at "
                  + first.address().getHostString()
                  + ":"
                  + port
                  + ": Address already in use")
          .extracting(problem -> ((ProblemException) problem).hint())
          .isEqualTo("Give another address as `http` in the configuration, or `http = off`.");
    }
  }

  private MetricsServer serving(Supplier<List<Overview>> overviews) {
    return MetricsServer.start(ANY, metrics, overviews);
  }

  private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(server, path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static URI uri(MetricsServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  private static final class Unreadable extends ProblemException {

    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("shop.json is damaged", "Restore it.");
    }
  }
}
