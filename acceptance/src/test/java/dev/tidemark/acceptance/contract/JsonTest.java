package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs read: one document on stdout, with these names in it. */
class JsonTest {

  private final Recorded recorded = Recorded.shared();

  @Test
  void show() {
    JsonNode document = Home.shared().run("show", recorded.args("--json")).json();

    assertThat(names(document)).containsExactly("collections");
    JsonNode collection = document.path("collections").path(0);
    assertThat(names(collection))
        .contains("name", "state", "restorable", "captured_to", "lag_seconds", "backups", "error");
    assertThat(collection.path("name").asText()).isEqualTo("moments");
    assertThat(collection.path("state").asText()).isEqualTo("streaming");
    assertThat(collection.path("lag_seconds").isNumber()).isTrue();
    assertPlace(collection.path("restorable").path("from"), 1);
    assertPlace(collection.path("restorable").path("to"), 6);
    assertPlace(collection.path("captured_to"), 6);
    JsonNode full = collection.path("backups").path(0);
    assertThat(names(full)).containsExactly("name", "kind", "from", "to", "bytes", "rows", "time");
    assertThat(full.path("name").asText()).matches("\\d{14}Z_000001_full");
    assertThat(full.path("kind").asText()).isEqualTo("full");
    assertThat(full.path("from").asLong()).isZero();
    assertThat(full.path("to").asLong()).isEqualTo(1);
    assertThat(full.path("bytes").asLong()).isPositive();
    assertThat(full.path("rows").asLong()).isEqualTo(35);
    assertThat(Instant.parse(full.path("time").asText())).isBefore(Instant.now());
    JsonNode incremental = collection.path("backups").path(1);
    assertThat(incremental.path("kind").asText()).isEqualTo("incremental");
    assertThat(incremental.path("from").asLong()).isEqualTo(1);
    assertThat(incremental.path("to").asLong()).isEqualTo(4);
  }

  @Test
  void all_collections_are_shown_without_a_name() {
    JsonNode document = Home.shared().run("show", "--json").json();

    assertThat(document.path("collections").findValuesAsText("name")).contains("moments");
  }

  @Test
  void restore() {
    Database target = Database.create(Servers.source(), "json");

    JsonNode report = recorded.collection().restore(target, "--sequence", "3");

    assertThat(names(report))
        .contains("sequence", "time", "transaction", "rows", "verified", "notes", "plan");
    assertThat(report.path("sequence").isIntegralNumber()).isTrue();
    assertThat(report.path("time").asText()).isEqualTo(recorded.at(3).time().toString());
    assertThat(report.path("transaction").asText()).isEqualTo(recorded.at(3).transaction());
    assertThat(report.path("verified").isBoolean()).isTrue();
    assertThat(report.path("rows").toString())
        .isEqualTo("{\"old.orders\":6,\"public.notes\":5,\"public.orders\":21}");
  }

  @Test
  void backup() {
    recorded.commit(
        "INSERT INTO old.orders VALUES (1000 + (SELECT count(*) FROM old.orders), 'j')");

    JsonNode taken = Home.shared().run("backup", recorded.args("--incremental", "--json")).json();
    JsonNode none = Home.shared().run("backup", recorded.args("--incremental", "--json")).json();

    assertThat(names(taken)).containsExactly("collection", "backups", "complete");
    assertThat(taken.path("collection").asText()).isEqualTo("moments");
    assertThat(taken.path("backups").path(0).path("to").asLong())
        .isEqualTo(recorded.last().sequence());
    assertThat(taken.path("complete").asBoolean()).isTrue();
    assertThat(none.path("backups")).isEmpty();
    assertThat(none.path("complete").asBoolean()).isTrue();
  }

  @Test
  void timeline() {
    JsonNode document = Home.shared().run("timeline", recorded.args("--json")).json();

    assertThat(names(document)).containsExactly("collection", "entries");
    assertThat(document.path("entries"))
        .anySatisfy(
            entry -> {
              assertThat(names(entry))
                  .containsExactly("type", "sequence", "time", "transaction", "position", "tables");
              assertThat(entry.path("type").asText()).isEqualTo("commit");
              assertThat(entry.path("transaction").asText())
                  .isEqualTo(recorded.at(3).transaction());
              assertThat(entry.path("tables").path(0).toString())
                  .isEqualTo(
                      "{\"table\":\"old.orders\",\"inserts\":1,\"updates\":0,\"deletes\":0,"
                          + "\"truncates\":0}");
            });
  }

  private static void assertPlace(JsonNode place, long atLeast) {
    assertThat(names(place)).containsExactly("sequence", "time");
    assertThat(place.path("sequence").asLong()).isGreaterThanOrEqualTo(atLeast);
    assertThat(Instant.parse(place.path("time").asText())).isBefore(Instant.now());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
