package dev.tidemark.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby that has capture's slot takes the place of its source. */
class FailoverTest {

  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final String ROWS = "SELECT id FROM rows ORDER BY 1";

  @TempDir Path directory;

  private SourceServer server;
  private Database source;
  private BackupCollection collection;

  @BeforeEach
  void protect() {
    // A vacuum of the catalog on its source may take the slot away from a standby.
    server = SourceServer.create(directory, Optional.empty(), Map.of("autovacuum", "off"));
    source = Database.create(server, "failover");
    source.execute("CREATE TABLE rows (id int PRIMARY KEY)", "INSERT INTO rows VALUES (1)");
    collection =
        BackupCollection.protect(
            Home.shared(), "failover", source, List.of(TableId.parse("public.rows")));
    collection.backup();
  }

  @AfterEach
  void drop() {
    collection.drop();
    server.close();
  }

  @Test
  void it_goes_on_where_the_standby_has_all_and_finds_the_gap_where_it_has_not() {
    int port = server.port();
    failOverTo(port, /* behind= */ false, "INSERT INTO rows VALUES (2)", "SELECT 1");
    source.execute("INSERT INTO rows VALUES (3)");
    collection.awaitCaptured(3);
    collection.incremental();

    assertThat(timeline()).doesNotContain("GAP: ");
    assertLatest("gone_on", List.of("1", "2", "3"));

    failOverTo(
        port,
        /* behind= */ true,
        "INSERT INTO rows VALUES (4)",
        "INSERT INTO rows SELECT generate_series(5, 5000)");

    Await.lastingly(
        () -> "the gap is found: " + collection.show(),
        WITHIN,
        () -> collection.show().path("state").asText().equals("gap"));
    // The last transaction may have been captured and its table not been looked at since.
    assertThat(collection.show().path("error").asText())
        .matches(
            "the server left timeline 2 of its log at [0-9A-F/]+, before [0-9A-F/]+, where capture"
                + " had come: a standby that was behind was promoted, or the server was set back\\."
                + " Changes after sequence [34] were lost; .*");
  }

  /**
   * @param behind whether the standby lacks the last transaction
   * @param last a transaction that capture has
   * @param first what the promoted standby commits before capture finds it
   */
  private void failOverTo(int port, boolean behind, String last, String first) {
    try (Relay following = Relay.to(server::port)) {
      SourceServer.Standby standby = server.follow(following, /* withSlots= */ true);
      if (behind) {
        following.freeze();
      }
      long before = collection.show().path("captured_to").path("sequence").asLong();
      source.execute(last);
      collection.awaitCaptured(before + 1);
      Await.until("the standby has followed", WITHIN, () -> behind || standby.hasCaughtUp(server));
      server.failOver(standby);
      source.execute(first);
      server.moveTo(port);
    }
  }

  private String timeline() {
    return collection.home().run("timeline", collection.name()).succeeded().out();
  }

  private void assertLatest(String schema, List<String> rows) {
    collection
        .restoreInto(source.url(), "--latest", "--schema", schema, "--wait", "60s")
        .succeeded();
    assertThat(source.query(ROWS.replace("rows ", schema + ".rows "))).isEqualTo(rows);
  }
}
