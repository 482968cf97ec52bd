package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.log.CommittedLog;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Each way to name a moment gives the source's own state at that moment, whatever it is. */
@TestInstance(Lifecycle.PER_CLASS)
class RestorePointTest {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private Recorded recorded;
  private Database target;

  @BeforeAll
  void a_recorded_history() {
    recorded = Recorded.shared();
    target = Database.create(Servers.source(), "moments_target");
  }

  @Test
  void a_sequence() {
    assertRestored(1, "--sequence", "1");
    assertRestored(3, "--sequence", "3");
  }

  @Test
  void a_transaction_with_and_without_itself() {
    String transaction = recorded.at(4).transaction();

    assertRestored(4, "--transaction", transaction);
    assertRestored(3, "--transaction", transaction, "--before");
  }

  @Test
  void a_time_includes_the_commit_of_that_very_microsecond() {
    Instant commit = recorded.at(3).time();

    assertRestored(3, "--at", commit.toString());
    assertRestored(2, "--at", commit.minus(1, ChronoUnit.MICROS).toString());
    assertRestored(3, "--at", recorded.at(4).time().minus(1, ChronoUnit.MICROS).toString());
  }

  @Test
  void a_time_with_an_offset() {
    OffsetDateTime commit = recorded.at(2).time().atOffset(ZoneOffset.ofHoursMinutes(5, 30));

    assertRestored(2, "--at", LOCAL.format(commit) + "+05:30");
  }

  @Test
  void a_time_without_a_zone_is_that_of_the_person() {
    String zone = "America/St_Johns";
    String local = LOCAL.format(recorded.at(3).time().atZone(ZoneId.of(zone)));

    JsonNode report =
        Home.shared()
            .run(
                Map.of("TZ", zone),
                "restore",
                recorded.args("--at", local, "--into", target.url(), "--replace", "--json"))
            .json();

    assertThat(report.path("sequence").asLong()).isEqualTo(3);
    assertThat(recorded.rows(target)).isEqualTo(recorded.at(3).rows());
  }

  @Test
  void a_position_includes_the_commit_that_ends_there() {
    String end = commit(4).path("position").asText();

    assertRestored(4, "--position", end);
    assertRestored(3, "--position", oneByteBefore(end));
  }

  @Test
  void an_offset_excludes_the_transaction_that_wrote_it() {
    String topic = "moments." + Recorded.ORDERS;
    CommittedLog log = CommittedLog.read(Home.shared().kafka(), "moments");

    assertRestored(2, "--offset", topic + ":0:" + log.begin(3, topic));
    assertRestored(1, "--offset", topic + ":0:" + log.begin(2, topic));
    // What stands between two transactions is the end mark of the first, which is whole by then.
    assertRestored(2, "--offset", topic + ":0:" + (log.begin(3, topic) - 1));
  }

  @Test
  void the_latest_is_all_that_was_committed_before_the_command() {
    Moment last =
        recorded.commit("INSERT INTO notes VALUES (60 + (SELECT count(*) FROM notes), 'l')");

    assertRestored(last.sequence(), "--latest");
  }

  @Test
  void a_point_newer_than_the_last_backup_is_backed_up_first() {
    List<String> before = backups();
    Moment newer = recorded.commit("UPDATE old.orders SET v = 'newer' || id");
    recorded.commit("DELETE FROM old.orders");

    assertRestored(newer.sequence(), "--transaction", newer.transaction());
    assertThat(backups()).hasSize(before.size() + 1).startsWith(before.toArray(String[]::new));

    Moment newest = recorded.commit("INSERT INTO old.orders VALUES (1, 'newest')");
    assertRestored(newest.sequence() - 1, "--transaction", newest.transaction(), "--before");
    assertRestored(newest.sequence(), "--at", newest.time().toString());
    assertThat(backups()).hasSize(before.size() + 2);
  }

  @Test
  void the_timeline_has_them_as_the_source_says() {
    for (JsonNode commit : recorded.collection().commits()) {
      Moment moment = recorded.at(commit.path("sequence").asLong());
      assertThat(commit.path("transaction").asText()).isEqualTo(moment.transaction());
      if (moment.sequence() > 1) {
        assertThat(commit.path("time").asText()).isEqualTo(moment.time().toString());
      }
    }
  }

  private void assertRestored(long sequence, String... point) {
    List<String> options = new ArrayList<>(List.of(point));
    options.add("--replace");

    JsonNode report = recorded.collection().restore(target, options.toArray(String[]::new));

    Moment moment = recorded.at(sequence);
    assertThat(report.path("sequence").asLong()).as(options.toString()).isEqualTo(sequence);
    assertThat(report.path("transaction").asText()).isEqualTo(moment.transaction());
    assertThat(report.path("verified").asBoolean()).isTrue();
    if (sequence > 1) {
      assertThat(report.path("time").asText()).isEqualTo(moment.time().toString());
    }
    assertThat(recorded.rows(target)).as(options.toString()).isEqualTo(moment.rows());
    moment
        .rows()
        .forEach(
            (table, rows) ->
                assertThat(report.path("rows").path(table).asLong()).isEqualTo(rows.size()));
  }

  private JsonNode commit(int sequence) {
    return recorded.collection().commits().get(sequence - 1);
  }

  private List<String> backups() {
    List<String> names = new ArrayList<>();
    recorded
        .collection()
        .show()
        .path("backups")
        .forEach(backup -> names.add(backup.path("name").asText()));
    return names;
  }

  private static String oneByteBefore(String position) {
    String[] halves = position.split("/");
    long before = (Long.parseLong(halves[0], 16) << 32) + Long.parseLong(halves[1], 16) - 1;
    return Long.toHexString(before >>> 32) + "/" + Long.toHexString(before & 0xFFFFFFFFL);
  }
}
