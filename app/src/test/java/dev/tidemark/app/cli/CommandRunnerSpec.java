package dev.tidemark.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.Tidemark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRunnerSpec {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "start",
        "create",
        "backup",
        "show",
        "timeline",
        "restore",
        "drop",
        "verify",
        "drill",
        "retention",
        "erase",
        "rotate-key",
        "sql"
      })
  void every_command_explains_itself_with_an_example(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(stdout()).contains("Usage: tidemark " + command).contains("  tidemark " + command);
    assertThat(stderr()).isEmpty();
  }

  @Test
  void help_lists_the_commands_and_the_exit_codes() {
    assertThat(run("--help")).isZero();
    assertThat(stdout())
        .containsSubsequence(
            "Commands:",
            "  demo ",
            "  start ",
            "  create ",
            "  alter ",
            "  backup ",
            "  show ",
            "  timeline ",
            "  restore ",
            "  verify ",
            "  drill ",
            "  retention ",
            "  erase ",
            "  rotate-key ",
            "  drop ",
            "  sql ",
            "Exit codes:",
            "wrong usage");
  }

  @Test
  void the_version_is_told() {
    assertThat(run("--version")).isZero();
    assertThat(stdout()).startsWith("tidemark ");
  }

  @Test
  void no_command_and_an_unknown_one_are_wrong_usage() {
    assertThat(run()).isEqualTo(2);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            """
            error: no command was given
            hint: `tidemark --help` explains it.
            """);
    assertThat(run("resotre")).isEqualTo(2);
  }

  @Test
  void a_home_or_a_storage_is_needed_and_not_both() {
    assertThat(run("show")).isEqualTo(2);
    assertThat(run("show", "--home", home.toString(), "--storage", "file:///x")).isEqualTo(2);
    assertThat(run("backup", "shop")).isEqualTo(2);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            """
            error: Missing required argument (specify one of these): (--home=DIR | --storage=URL)
            hint: `tidemark show --help` explains it.
            error: --home=DIR, --storage=URL are mutually exclusive (specify only one)
            hint: `tidemark show --help` explains it.
            error: Missing required option: '--home=DIR'
            hint: `tidemark backup --help` explains it.
            """);
  }

  @Test
  void a_storage_that_is_none_is_wrong_usage() {
    assertThat(run("timeline", "shop", "--storage", "ftp://host/x")).isEqualTo(2);
    assertThat(stderr())
        .startsWith("error: --storage: ")
        .contains("\nhint: For example --storage ");
  }

  @Test
  void a_storage_without_backups_says_so() {
    String storage = home.toUri().toString();

    assertThat(run("show", "--storage", storage)).isZero();
    assertThat(stdout()).isEqualToNormalizingNewlines("no collections in " + storage + "\n");
    assertThat(run("show", "shop", "--storage", storage)).isEqualTo(1);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            "error: there are no backups of collection shop in "
                + storage
                + "\nhint: There are none of any collection; check --storage.\n");
  }

  @Test
  void a_home_without_collections_is_one_json_document() {
    assertThat(run("show", "--home", home.toString(), "--json")).isZero();
    assertThat(stdout().replaceAll("\\s", "")).isEqualTo("{\"collections\":[]}");
  }

  @Test
  void an_unknown_collection_is_a_failure_with_a_hint() {
    assertThat(run("show", "shop", "--home", home.toString())).isEqualTo(1);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            "error: no such collection: shop\n"
                + "hint: This home has no collections; check --home, or make one with"
                + " `tidemark create`.\n");
  }

  @Test
  void create_without_a_server_says_how_to_start_it() {
    assertThat(create("postgresql://me:secret@127.0.0.1:1/db")).isEqualTo(1);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            "error: tidemark is not running on "
                + home
                + "\nhint: Start it, and leave it running: `tidemark start --home "
                + home
                + "`.\n");
  }

  @Test
  void a_malformed_source_is_refused_without_repeating_its_password() {
    assertThat(create("mysql://me:secret@db/shop")).isEqualTo(2);
    assertThat(stderr()).contains("it does not begin with postgresql://").doesNotContain("secret");
  }

  @Test
  void a_stray_url_is_not_repeated_with_its_password() {
    assertThat(run("show", "shop", "postgresql://me:secret@db/shop", "--home", home.toString()))
        .isEqualTo(2);
    assertThat(stderr()).contains("postgresql://me:***@db/shop").doesNotContain("secret");
  }

  @Test
  void a_restore_has_exactly_one_point() {
    assertWrong(
        "Missing required argument (specify one of these): (--at=TIME | --sequence=N |"
            + " --transaction=ID | --position=LSN | --offset=TOPIC:PARTITION:OFFSET | --marker=NAME | --latest)",
        "`tidemark restore --help` explains it.");
    assertWrong(
        "--sequence=N, --latest are mutually exclusive (specify only one)",
        "`tidemark restore --help` explains it.",
        "--latest",
        "--sequence",
        "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--latest",
        "--sequence 3",
        "--at 2026-11-22",
        "--position 0/1",
        "--offset shop.a.b:0:1",
        "--marker release"
      })
  void before_goes_with_a_transaction_only(String point) {
    assertWrong(
        "--before goes with --transaction only",
        "Write --transaction ID --before.",
        (point + " --before").split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --sequence -1              | a sequence is 0 or more, not -1
          --position here            | 'here' is not a place in the source's log; write for example 16/B374D848
          --offset shop.public.t:0   | 'shop.public.t:0' is not TOPIC:PARTITION:OFFSET
          --offset other.public.t:0:1| 'other.public.t' is not a change topic of shop
          --offset shop.timeline:0:1 | 'shop.timeline' is not a change topic of shop
          --at noon                  | 'noon' is not a time; write for example '2026-11-22 07:15', '2026-11-22T07:15:00.5Z' or '2026-11-22 07:15:00+01:00'
          """)
  void a_point_that_cannot_be_is_wrong_usage(String point, String message) {
    assertWrong(
        "the restore point: " + message,
        "`tidemark timeline` lists what can be asked for.",
        point.split(" "));
  }

  @Test
  void a_text_that_is_no_statement_is_wrong_usage_and_shows_where() {
    assertThat(run("sql", "--home", home.toString(), "BACKUP shop INKREMENTAL")).isEqualTo(2);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            """
            error: line 1, column 13: expected INCREMENTAL, WITH, ';' or the end, not INKREMENTAL
              BACKUP shop INKREMENTAL
                          ^
            hint: docs/sql.md has every statement, with an example.
            """);
  }

  @Test
  void statements_come_from_a_file_as_well_and_not_from_both() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("some.sql"),
            "-- what is there\nSHOW OPERATIONS;\nSHOW BACKUPS IN shop;\n");

    assertThat(run("sql", "--home", home.toString(), "-f", file.toString())).isEqualTo(1);
    assertThat(stdout()).isEqualToNormalizingNewlines("no operations\n");
    assertThat(stderr()).startsWith("error: no such collection: shop\n");
    assertThat(run("sql", "--home", home.toString(), "-f", file.toString(), "SHOW OPERATIONS"))
        .isEqualTo(2);
    assertThat(run("sql", "--home", home.toString(), "-f", home.resolve("none").toString()))
        .isEqualTo(2);
    assertThat(stderr())
        .contains(
            "error: statements were given twice, and in a file\n",
            "error: cannot read the statements from " + home.resolve("none") + ": NoSuchFile");
  }

  @Test
  void every_statement_prints_one_json_document() {
    assertThat(
            run(
                "sql",
                "--json",
                "--home",
                home.toString(),
                "SHOW OPERATIONS; show backup collections"))
        .isZero();
    assertThat(stdout().replaceAll("\\s", "")).isEqualTo("{\"operations\":[]}{\"collections\":[]}");
  }

  @Test
  void a_storage_alone_is_shown_and_not_changed() {
    String storage = home.toUri().toString();

    assertThat(run("sql", "--storage", storage, "SHOW BACKUP COLLECTIONS")).isZero();
    assertThat(run("sql", "--storage", storage, "BACKUP shop")).isEqualTo(1);
    assertThat(stderr())
        .isEqualToNormalizingNewlines(
            "error: there are only backups in "
                + storage
                + ": they can be shown and restored\n"
                + "hint: Everything else needs the --home of the collection.\n");
  }

  private void assertWrong(String message, String hint, String... point) {
    err.reset();
    assertThat(restore(point)).isEqualTo(2);
    assertThat(stderr())
        .isEqualToNormalizingNewlines("error: " + message + "\nhint: " + hint + "\n");
    assertThat(stdout()).isEmpty();
  }

  private int create(String source) {
    return run(
        "create",
        "shop",
        "--home",
        home.toString(),
        "--source",
        source,
        "--table",
        "public.orders");
  }

  private int restore(String... point) {
    String[] fixed = {"restore", "shop", "--home", home.toString(), "--into", "file:///tmp/x"};
    String[] all = new String[fixed.length + point.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(point, 0, all, fixed.length, point.length);
    return run(all);
  }

  private int run(String... arguments) {
    return Tidemark.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of());
  }

  private String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String stderr() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
