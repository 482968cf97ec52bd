package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.CommandProcess;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is broken off, by Ctrl-C, by SIGTERM or by death, leaves everything as it was. */
@TestInstance(Lifecycle.PER_CLASS)
class InterruptedTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MANY = 60_000;
  private static final String ROWS = "SELECT id, v, passed FROM gated ORDER BY id";

  private Database source;
  private Database target;
  private BackupCollection collection;

  @BeforeAll
  void a_collection_with_a_backup() {
    source = Database.create(Servers.source(), "interrupted");
    source.execute(Gate.table(1_000));
    collection =
        BackupCollection.protect(
            Home.shared(), "interrupted", source, List.of(TableId.parse("public.gated")));
    collection.backup();
  }

  @BeforeEach
  void a_target_with_a_table_to_replace() {
    target = Database.create(Servers.source(), "interrupted_target");
    target.execute(
        "CREATE TABLE gated (mine text)",
        "INSERT INTO gated VALUES ('mine')",
        "CREATE TYPE mood AS ENUM ('mine')");
  }

  @Test
  void a_restore_that_sigterm_ends_leaves_the_target_as_it_was() {
    Outcome ended = whenBrokenOff(CommandProcess::terminate);

    assertThat(ended.exit()).isEqualTo(143);
  }

  @Test
  void a_restore_that_ctrl_c_ends_leaves_the_target_as_it_was() {
    Outcome ended = whenBrokenOff(CommandProcess::interrupt);

    assertThat(ended.exit()).isEqualTo(130);
  }

  private Outcome whenBrokenOff(Consumer<CommandProcess> signal) {
    try (Gate gate = Gate.closed(target);
        CommandProcess restore = restoring()) {
      gate.awaitRestore();
      List<String> before = visible();

      signal.accept(restore);
      Outcome ended = restore.awaitEnd(SOON);

      assertThat(ended.err())
          .isEqualTo(
              "error: the restore was cancelled\n"
                  + "hint: Nothing was published. Restore again when you want to.\n");
      assertThat(ended.out()).isEmpty();
      assertThat(visible()).isEqualTo(before);
      assertThat(staging()).isEmpty();
      return ended;
    }
  }

  @Test
  void a_restore_that_is_killed_leaves_what_the_next_one_removes() {
    try (Gate gate = Gate.closed(target);
        CommandProcess restore = restoring()) {
      gate.awaitRestore();
      List<String> before = visible();

      restore.kill();

      assertThat(restore.awaitEnd(SOON).exit()).isEqualTo(137);
      assertThat(visible()).isEqualTo(before);
      assertThat(staging()).hasSize(1);
      gate.open();
      gate.awaitNoRestore();
    }
    collection.restore(target, "--sequence", "1", "--replace");
    assertThat(target.copy(ROWS)).isEqualTo(source.copy(ROWS + " LIMIT 1000"));
    assertThat(staging()).isEmpty();
  }

  @Test
  void while_a_restore_runs_another_operation_is_told_which_and_since_when() {
    try (Gate gate = Gate.closed(target);
        CommandProcess restore = restoring()) {
      gate.awaitRestore();

      for (String operation : List.of("backup", "drop")) {
        Outcome busy = Home.shared().run(operation, "interrupted");

        assertThat(busy.err())
            .matches(
                "error: collection interrupted is busy: restore \\d+-interrupted since \\S+Z \\(process "
                    + restore.pid()
                    + "\\)\nhint: Try again when that is done, or break it off: CANCEL OPERATION"
                    + " '\\d+-interrupted'\\.\n");
        assertThat(busy.exit()).isEqualTo(1);
      }
      gate.open();
      assertThat(restore.awaitEnd(SOON).succeeded().out()).contains("public.gated: 1,000 rows");
    }
  }

  @Test
  void a_backup_that_sigterm_ends_publishes_nothing_and_the_next_one_has_it_all() {
    source.execute(
        "INSERT INTO gated SELECT n, md5(n::text) FROM generate_series(1001, %d) n"
            .formatted(MANY));
    collection.awaitCaptured(2);
    List<Path> before = stored();
    try (CommandProcess backup = Home.shared().begin("backup", "interrupted", "--incremental")) {
      Await.until(
          "files of the backup: " + backup,
          Duration.ofSeconds(60),
          () -> stored().size() > before.size());

      backup.terminate();
      Outcome ended = backup.awaitEnd(SOON);

      assertThat(ended.exit()).isEqualTo(143);
      assertThat(ended.err())
          .isEqualTo(
              "error: the backup was cancelled\n"
                  + "hint: Nothing of it was published; the next backup covers the same changes.\n");
      assertThat(ended.out()).isEmpty();
      assertThat(stored()).isEqualTo(before);
    }

    collection.incremental();

    Gate.none(target);
    collection.restore(target, "--latest", "--replace");
    assertThat(target.copy(ROWS)).hasSize(MANY).isEqualTo(source.copy(ROWS));
  }

  private CommandProcess restoring() {
    return Home.shared()
        .begin("restore", "interrupted", "--sequence", "1", "--replace", "--into", target.url());
  }

  /** Everything that a user of the target sees, but for staging schemas. */
  private List<String> visible() {
    List<String> all = new ArrayList<>(target.copy("SELECT * FROM gated"));
    all.addAll(
        target.query(
            """
            SELECT n.nspname || '.' || c.relname || ' ' || c.relkind::text || ' ' || c.oid FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_|^information_schema$|^tidemark_restore_'
            UNION ALL SELECT n.nspname || '.' || t.typname || ' type ' || t.oid FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
              WHERE n.nspname !~ '^pg_|^information_schema$|^tidemark_restore_'
            ORDER BY 1
            """));
    return all;
  }

  private List<String> staging() {
    return target.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'tidemark%'");
  }

  private List<Path> stored() {
    try (Stream<Path> files = Files.walk(collection.storage().resolve(collection.name()))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
