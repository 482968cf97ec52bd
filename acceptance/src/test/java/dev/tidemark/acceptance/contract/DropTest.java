package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.PostgresServer;
import dev.tidemark.acceptance.servers.Servers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a drop, the backups that stay are all that is needed; and a drop can be given again. */
class DropTest {

  private final Home home = Home.shared();
  private final Database target = Database.create(Servers.source(), "dropped_target");

  @Test
  void what_was_captured_is_restored_from_the_storage_alone() {
    Recorded recorded = Recorded.begin("forgone");
    recorded.commit("INSERT INTO notes VALUES (11, 'in no backup')");
    Moment last = recorded.commit("DELETE FROM orders WHERE id > 10", "TRUNCATE old.orders");
    String storage = storage(recorded);

    Outcome drop = home.run("drop", "forgone");

    assertThat(drop.succeeded().out())
        .matches(
            "collection forgone is dropped; its backups stay in \\Q"
                + storage
                + "\\E, up to \\S+ \\S+ \\(sequence 3\\)\n");
    assertThat(left(recorded)).isEmpty();
    assertThat(home.run("show", "--json").out()).doesNotContain("forgone");
    assertStored(storage, recorded);
    assertRestored(recorded, last, "--latest");
    assertRestored(recorded, recorded.at(2), "--transaction", last.transaction(), "--before");
    assertRestored(recorded, recorded.at(2), "--at", recorded.at(2).time().toString());
    assertRestored(recorded, recorded.at(1), "--sequence", "1");
    assertRefusals(storage);
  }

  private void assertStored(String storage, Recorded recorded) {
    JsonNode shown =
        alone("show", "forgone", "--storage", storage, "--json").json().path("collections").path(0);
    assertThat(shown.path("name").asText()).isEqualTo("forgone");
    assertThat(shown.path("state").isNull()).isTrue();
    assertThat(shown.path("source").asText()).endsWith("/" + recorded.source().name());
    assertThat(shown.path("tables").toString())
        .isEqualTo("[\"public.orders\",\"public.notes\",\"old.orders\"]");
    assertThat(shown.path("restorable").path("from").path("sequence").asLong()).isEqualTo(1);
    assertThat(shown.path("restorable").path("to").path("sequence").asLong()).isEqualTo(3);
    assertThat(shown.path("backups")).hasSize(2);
    assertThat(alone("show", "--storage", storage).succeeded().out())
        .contains("forgone: backups\n");
    JsonNode timeline = alone("timeline", "forgone", "--storage", storage, "--json").json();
    List<String> transactions = new ArrayList<>();
    for (JsonNode entry : timeline.path("entries")) {
      if (entry.path("type").asText().equals("commit")) {
        transactions.add(entry.path("transaction").asText());
      }
    }
    assertThat(transactions)
        .containsExactly("snapshot", recorded.at(2).transaction(), recorded.at(3).transaction());
  }

  private void assertRestored(Recorded recorded, Moment moment, String... point) {
    List<String> words =
        new ArrayList<>(List.of("forgone", "--storage", storage(recorded), "--replace", "--json"));
    words.addAll(List.of("--into", target.url()));
    words.addAll(List.of(point));

    JsonNode report = alone("restore", words.toArray(String[]::new)).json();

    assertThat(report.path("sequence").asLong()).isEqualTo(moment.sequence());
    assertThat(report.path("transaction").asText()).isEqualTo(moment.transaction());
    assertThat(report.path("verified").asBoolean()).isTrue();
    assertThat(recorded.rows(target)).isEqualTo(moment.rows());
  }

  private void assertRefusals(String storage) {
    String[] into = {"--storage", storage, "--replace", "--into", target.url()};
    assertRefused(
        "there are no backups of collection forgane in " + storage,
        "Did you mean forgone?",
        with(into, "forgane", "--latest"));
    assertThat(alone("restore", with(into, "forgone", "--sequence", "4")).err())
        .matches(
            "error: the restore point is beyond the backups, which end at \\S+ \\(sequence 3\\)\n"
                + "hint: Choose an earlier point or --latest, or restore with the --home of the"
                + " collection, which may know what is newer\\.\n");
    assertRefused(
        "no transaction 4294967295 is in the archive of collection forgone",
        "`tidemark timeline forgone --storage URL` lists what there is. The --home of the collection"
            + " may know what is newer.",
        with(into, "forgone", "--transaction", "4294967295"));
    assertRefused(
        "there are no backups of collection forgone in file:///nowhere/at/all",
        "There are none of any collection; check --storage.",
        "forgone",
        "--storage",
        "file:///nowhere/at/all",
        "--latest",
        "--into",
        target.url());
  }

  private void assertRefused(String message, String hint, String... words) {
    Outcome restore = alone("restore", words);

    assertThat(restore.err()).isEqualTo("error: " + message + "\nhint: " + hint + "\n");
    assertThat(restore.exit()).isEqualTo(1);
  }

  @Test
  void a_drop_that_failed_on_the_way_says_so_and_is_finished_by_the_same_command() {
    Recorded recorded = Recorded.begin("halfway");
    Database source = recorded.source();
    Moment last = recorded.commit("INSERT INTO notes VALUES (11, 'in no backup')");
    source.administrate("ALTER PUBLICATION tidemark_halfway OWNER TO postgres");

    Outcome failed = home.run("drop", "halfway");

    String place = "127.0.0.1:" + source.server().port() + "/" + source.name();
    assertThat(failed.err())
        .isEqualTo(
            "error: the drop of collection halfway has begun, and is not finished: the source "
                + place
                + " refuses: must be owner of publication tidemark_halfway (SQLSTATE 42501)\n"
                + "hint: The server's own message says why; its log may say more. Then give the same"
                + " command again, which goes on from here; or with --force, which leaves in the"
                + " source what is there.\n");
    assertThat(failed.exit()).isEqualTo(1);
    String begun = "the drop of collection halfway has begun, and nothing captures it any more";
    assertThat(recorded.collection().show().path("state").asText()).isEqualTo("stopped");
    assertThat(recorded.collection().show().path("error").asText())
        .isEqualTo(begun + ". Finish it: `tidemark drop halfway`.");
    assertThat(home.run("backup", "halfway").err())
        .isEqualTo("error: " + begun + "\nhint: Finish it: `tidemark drop halfway`.\n");
    recorded.collection().restore(target, "--sequence", Long.toString(last.sequence()));
    assertThat(recorded.rows(target)).isEqualTo(last.rows());

    source.administrate("ALTER PUBLICATION tidemark_halfway OWNER TO " + PostgresServer.OWNER);
    Outcome finished = home.run("drop", "halfway");

    assertThat(finished.succeeded().out()).contains("up to").contains("(sequence 2)");
    assertThat(left(recorded)).isEmpty();
    assertThat(home.run("show", "halfway").err())
        .startsWith("error: no such collection: halfway\n");
  }

  @Test
  void a_drop_with_its_backups_leaves_none() {
    Recorded recorded = Recorded.begin("gone");

    Outcome drop = home.run("drop", "gone", "--delete-backups");

    assertThat(drop.succeeded().out()).isEqualTo("collection gone and its backups are gone\n");
    assertThat(recorded.collection().storage().resolve("gone")).doesNotExist();
    assertThat(alone("show", "gone", "--storage", storage(recorded)).err())
        .startsWith("error: there are no backups of collection gone in ");
  }

  /** A command that is given no home. */
  private static Outcome alone(String command, String... words) {
    return Home.runWithout(command, words);
  }

  private static String storage(Recorded recorded) {
    // As the home writes it: with an empty authority, and no slash at the end.
    return "file://" + recorded.collection().storage();
  }

  private static List<String> left(Recorded recorded) {
    String name = "'tidemark_" + recorded.collection().name() + "'";
    return recorded
        .source()
        .query(
            "SELECT slot_name FROM pg_replication_slots WHERE slot_name = "
                + name
                + " UNION ALL SELECT pubname FROM pg_publication WHERE pubname = "
                + name);
  }

  private static String[] with(String[] fixed, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of(fixed));
    return all.toArray(String[]::new);
  }
}
