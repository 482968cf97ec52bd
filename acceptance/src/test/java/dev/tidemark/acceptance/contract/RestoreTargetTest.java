package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a restore goes: databases, schemas, files; what it replaces, and what it leaves alone. */
class RestoreTargetTest {

  private static final String PLACES =
      "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind = 'r' AND n.nspname !~ '^pg_|information_schema' ORDER BY 1";
  private static final String SCHEMAS =
      "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|information_schema' ORDER BY 1";

  @TempDir Path directory;

  private final Recorded recorded = Recorded.shared();
  private final Database target = Database.create(Servers.source(), "target");

  @Test
  void tables_go_to_their_own_schemas_which_are_made_when_missing() {
    restore("--sequence", "2").succeeded();

    assertThat(target.query(PLACES)).containsExactly("old.orders", "public.notes", "public.orders");
    assertThat(recorded.rows(target)).isEqualTo(recorded.at(2).rows());
  }

  @Test
  void tables_go_to_one_schema_which_is_made_when_missing() {
    JsonNode report =
        restore(
                "--sequence",
                "3",
                "--schema",
                "Rescued it",
                "--json",
                "--table",
                Recorded.ORDERS,
                "--table",
                Recorded.NOTES)
            .json();

    assertThat(target.query(PLACES)).containsExactly("Rescued it.notes", "Rescued it.orders");
    assertThat(target.copy("SELECT * FROM \"Rescued it\".orders ORDER BY id"))
        .isEqualTo(recorded.at(3).rows().get(Recorded.ORDERS));
    assertThat(target.copy("SELECT * FROM \"Rescued it\".notes ORDER BY id"))
        .isEqualTo(recorded.at(3).rows().get(Recorded.NOTES));
    assertThat(names(report.path("rows"))).containsExactly("Rescued it.notes", "Rescued it.orders");
  }

  @Test
  void two_tables_that_would_then_bear_one_name_are_an_error() {
    Outcome restore = restore("--sequence", "3", "--schema", "rescued");

    assertThat(restore.err())
        .isEqualTo(
            "error: old.orders and public.orders would both be called rescued.orders\n"
                + "hint: Restore them one at a time with --table, each into a schema of its own, or"
                + " leave out --schema.\n");
    assertThat(restore.exit()).isEqualTo(1);
    assertThat(target.query(SCHEMAS)).containsExactly("public");
  }

  @Test
  void only_the_tables_that_were_named_are_restored() {
    restore("--sequence", "3", "--table", Recorded.OLD_ORDERS).succeeded();

    assertThat(target.query(PLACES)).containsExactly("old.orders");
    assertThat(target.copy("SELECT * FROM old.orders ORDER BY id"))
        .isEqualTo(recorded.at(3).rows().get(Recorded.OLD_ORDERS));
  }

  @Test
  void what_is_there_is_replaced_only_when_asked_and_all_else_stays() {
    target.execute(
        "CREATE TABLE notes (mine text)",
        "INSERT INTO notes VALUES ('mine')",
        "CREATE TABLE other (mine text)",
        "INSERT INTO other VALUES ('mine')");

    Outcome refused = restore("--sequence", "4");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "error: 127.0.0.1:%d/%s already has public.notes\n"
                    .formatted(target.server().port(), target.name())
                + "hint: Restore beside it with --schema NAME, or replace it with --replace.\n");
    assertThat(target.query(PLACES)).containsExactly("public.notes", "public.other");
    assertThat(target.copy("SELECT * FROM notes")).containsExactly("mine");

    restore("--sequence", "4", "--replace").succeeded();

    assertThat(recorded.rows(target)).isEqualTo(recorded.at(4).rows());
    assertThat(target.copy("SELECT * FROM other")).containsExactly("mine");
  }

  @Test
  void a_dry_run_prints_the_plan_and_touches_nothing() {
    Outcome dry = restore("--sequence", "4", "--dry-run");

    List<String> names = backups();
    assertThat(dry.succeeded().err()).isEmpty();
    assertThat(dry.out().lines().toList())
        .hasSize(6)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "restore to sequence 4: transaction "
                            + recorded.at(4).transaction()
                            + ", committed "
                            + recorded.at(4).time()),
            line ->
                assertThat(line)
                    .isEqualTo("read full backup " + names.get(0) + ": sequences 1 to 1"),
            line ->
                assertThat(line)
                    .isEqualTo("read incremental backup " + names.get(1) + ": sequences 2 to 4"),
            line -> assertThat(line).startsWith("table old.orders as old.orders: "),
            line -> assertThat(line).startsWith("table public.notes as public.notes: "),
            line -> assertThat(line).startsWith("table public.orders as public.orders: "));
    assertThat(target.query(PLACES)).isEmpty();
    assertThat(target.query(SCHEMAS)).containsExactly("public");
  }

  @Test
  void a_dry_run_of_a_point_in_no_backup_tells_of_the_one_it_would_take_and_takes_none() {
    long end = recorded.collection().backedUpTo();
    Moment newer = recorded.commit("UPDATE notes SET body = body || ' again'");
    List<Path> before = stored();

    Outcome dry = restore("--transaction", newer.transaction(), "--dry-run");
    JsonNode json = restore("--latest", "--dry-run", "--json").json();

    assertThat(dry.succeeded().out().lines())
        .contains(
            "first take an incremental backup: sequences " + (end + 1) + " to " + newer.sequence())
        .first()
        .asString()
        .startsWith("restore to sequence " + newer.sequence() + ": transaction ");
    assertThat(json.path("sequence").asLong()).isEqualTo(newer.sequence());
    assertThat(json.path("transaction").asText()).isEqualTo(newer.transaction());
    assertThat(json.path("verified").asBoolean()).isFalse();
    assertThat(json.path("rows")).isEmpty();
    assertThat(stored()).isEqualTo(before);
    assertThat(target.query(PLACES)).isEmpty();
  }

  @Test
  void files_hold_the_rows_of_each_table() throws IOException {
    Path files = directory.resolve("restored");

    JsonNode report =
        recorded.collection().restoreInto(files.toUri().toString(), "--sequence", "3").json();

    try (Stream<Path> made = Files.list(files)) {
      assertThat(made.map(file -> file.getFileName().toString()))
          .contains("old.orders.avro", "public.notes.avro", "public.orders.avro");
    }
    assertThat(report.path("sequence").asLong()).isEqualTo(3);
    assertThat(report.path("verified").asBoolean()).isTrue();
    assertThat(report.path("rows").path(Recorded.ORDERS).asInt())
        .isEqualTo(recorded.at(3).rows().get(Recorded.ORDERS).size());
  }

  private Outcome restore(String... options) {
    List<String> all = new ArrayList<>(List.of("--into", target.url()));
    all.addAll(List.of(options));
    return Home.shared().run("restore", recorded.args(all.toArray(String[]::new)));
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

  private List<Path> stored() {
    Path root = recorded.collection().storage().resolve(recorded.collection().name());
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
