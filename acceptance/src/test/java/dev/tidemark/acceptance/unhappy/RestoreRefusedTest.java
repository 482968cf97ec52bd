package dev.tidemark.acceptance.unhappy;

import static dev.tidemark.acceptance.unhappy.Failure.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Restores that cannot be: the points, and the targets. */
@TestInstance(Lifecycle.PER_CLASS)
class RestoreRefusedTest {

  private Protected orders;
  private Database target;

  @BeforeAll
  void two_backups() {
    orders = Protected.withIncrementals(1);
    target = orders.emptyTarget();
  }

  @Test
  void a_table_that_the_target_has_already() {
    target.execute("CREATE TABLE orders (mine int)", "INSERT INTO orders VALUES (42)");

    Outcome restore = restore(target.url(), "--latest");

    assertFailed(
        restore,
        "127.0.0.1:%d/%s already has public.orders"
            .formatted(target.server().port(), target.name()),
        "Restore beside it with --schema NAME, or replace it with --replace.");
    assertThat(target.copy("SELECT * FROM orders")).containsExactly("42");
    target.execute("DROP TABLE orders");
  }

  @Test
  void a_sequence_before_history() {
    assertFailed(
        restore(target.url(), "--sequence", "0"),
        "the restore point is before the history of collection %s, which begins at sequence 1 (%s)"
            .formatted(orders.collection().name(), from()),
        "Choose a point from there on.");
  }

  @Test
  void a_time_before_history() {
    assertFailed(
        restore(target.url(), "--at", "2020-01-01 00:00:00Z"),
        "the restore point is before the history of collection %s, which begins at sequence 1 (%s)"
            .formatted(orders.collection().name(), from()),
        "Choose a point from there on.");
  }

  @Test
  void a_sequence_after_history() {
    Outcome restore = restore(target.url(), "--sequence", "4711");

    assertThat(restore.err())
        .matches(
            "error: the restore point is beyond everything that is committed, which ends at \\S+"
                + " \\(sequence 2\\)\n"
                + "hint: Choose an earlier point or --latest.\n");
    assertThat(restore.exit()).isEqualTo(1);
  }

  @Test
  void a_time_in_the_future() {
    Outcome restore = restore(target.url(), "--at", "2999-01-01 00:00:00Z");

    assertThat(restore.err())
        .matches(
            "error: the time 2999-01-01T00:00:00Z is in the future; it is \\S+ now\n"
                + "hint: Give a time in the past, with its zone if that is not this machine's, or use"
                + " --latest.\n");
    assertThat(restore.exit()).isEqualTo(1);
  }

  @Test
  void a_transaction_that_nobody_knows() {
    String name = orders.collection().name();

    assertFailed(
        restore(target.url(), "--transaction", "4294967295"),
        "no transaction 4294967295 is in the archive of collection %s, nor in what was captured since"
            .formatted(name),
        "`tidemark timeline " + name + "` lists what there is.");
  }

  @Test
  void a_table_that_is_not_in_the_collection() {
    assertFailed(
        restore(target.url(), "--latest", "--table", "public.other"),
        "there is no table public.other in the collection at this restore point",
        "Its tables there are: public.orders.");
  }

  @Test
  void a_target_that_refuses_the_password() {
    assertFailed(
        restore(target.urlWith(PostgresServer.OWNER, "wrong-word"), "--latest"),
        "127.0.0.1:%d/%s does not let user tidemark in: password authentication failed for user \"tidemark\""
            .formatted(target.server().port(), target.name()),
        "Check the user and the password of the target, and pg_hba.conf of its server.");
  }

  @Test
  void a_target_database_that_is_not_there() {
    assertFailed(
        restore(target.url().replace(target.name(), "nowhere"), "--latest"),
        "there is no database nowhere on 127.0.0.1:" + target.server().port(),
        "Create it, or name another database as the target.");
  }

  @Test
  void a_collection_that_is_not_there() {
    String near = orders.collection().name() + "x";

    Outcome restore = Home.shared().run("restore", near, "--latest", "--into", target.url());

    assertThat(restore.err())
        .startsWith("error: no such collection: " + near + "\nhint: Did you mean ")
        .contains(orders.collection().name());
    assertThat(restore.exit()).isEqualTo(1);
  }

  @Test
  void a_collection_without_a_backup() {
    Protected fresh = Protected.orders();

    Outcome restore =
        Home.shared().run("restore", fresh.args("--sequence", "1", "--into", target.url()));

    assertFailed(
        restore,
        "there is nothing to restore: collection " + fresh.collection().name() + " has no backup",
        "Take a backup first.");
  }

  private String from() {
    return orders.collection().show().path("restorable").path("from").path("time").asText();
  }

  private Outcome restore(String into, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--into", into));
    arguments.addAll(List.of(options));
    return Home.shared().run("restore", orders.args(arguments.toArray(String[]::new)));
  }
}
