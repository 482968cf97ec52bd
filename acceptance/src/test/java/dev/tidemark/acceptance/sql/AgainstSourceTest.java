package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** What the backups have is compared with what the source has, while it goes on. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgainstSourceTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Home home = Home.shared();
  private final Sql sql = new Sql(home);
  private Database source;
  private BackupCollection collection;

  @BeforeAll
  void a_collection() {
    source = Database.create(Servers.source(), "against");
    source.execute(
        "CREATE TABLE orders (id int PRIMARY KEY, note text, at timestamptz DEFAULT now(), x float8)",
        "INSERT INTO orders SELECT n, 'n' || n, now(), n / 3.0 FROM generate_series(1, 500) n",
        "CREATE TABLE lines (t text)",
        "ALTER TABLE lines REPLICA IDENTITY FULL",
        "INSERT INTO lines SELECT 'l' || n % 7 FROM generate_series(1, 50) n");
    collection =
        BackupCollection.protect(
            home,
            "against",
            source,
            List.of(TableId.parse("public.orders"), TableId.parse("public.lines")));
  }

  @Test
  @Order(1)
  void a_collection_without_a_backup() {
    assertFails(
        sql.run("VERIFY against AGAINST SOURCE"),
        """
        error: there is nothing to compare: collection against has no backup
        hint: Take a full first: tidemark backup against
        """);
    collection.backup();
  }

  @Test
  @Order(2)
  void both_are_the_same_while_the_source_is_written_to() {
    try (Writer writer = new Writer(source)) {
      for (int i = 0; i < 3; i++) {
        writer.awaitMore(20);

        JsonNode compared = sql.json("VERIFY against AGAINST SOURCE");

        assertThat(compared.path("same").asBoolean()).describedAs("%s", compared).isTrue();
        assertThat(compared.path("tables").findValuesAsText("table"))
            .containsExactly("public.lines", "public.orders");
        assertThat(compared.path("tables").path(1).path("rows").asLong()).isGreaterThan(500);
        assertThat(compared.path("sequence").asLong()).isGreaterThan(1);
      }
    }
    assertThat(source.query("SELECT slot_name FROM pg_replication_slots WHERE temporary"))
        .isEmpty();
    JsonNode operation = sql.json("SHOW OPERATIONS OF against").path("operations").path(0);
    assertThat(operation.path("what").asText()).isEqualTo("comparison with the source");
    assertThat(operation.path("state").asText()).isEqualTo("done");
    assertThat(operation.path("result").asText()).endsWith(": 2 tables are the same");
  }

  /** Changes go past capture when the publication is told to leave them out and back, unseen. */
  @Test
  @Order(3)
  void rows_that_were_changed_behind_captures_back_are_found_and_named() throws SQLException {
    unpublished(
        "UPDATE orders SET note = 'other' WHERE id = 17",
        "DELETE FROM orders WHERE id = 23",
        "DELETE FROM lines WHERE ctid = (SELECT min(ctid) FROM lines)");
    long lines = Long.parseLong(source.query("SELECT count(*) FROM lines").get(0));
    long orders = Long.parseLong(source.query("SELECT count(*) FROM orders").get(0));

    Outcome compared = home.run("verify", "against", "--against-source");

    assertThat(compared.exit()).isEqualTo(1);
    assertThat(compared.out())
        .matches(
            """
            DIFFERENT  public\\.lines: %s rows in the archive, %s rows in the source; 1 different row
            DIFFERENT  public\\.orders: %s rows in the archive, %s rows in the source; 2 keys
                       \\(17\\) in both, with other values
                       \\(23\\) only in the archive
            against at sequence [0-9,]+ \\([0-9A-F]+/[0-9A-F]+\\): 2 of 2 tables not as in the source
            """
                .formatted(lines + 1, lines, counted(orders + 1), counted(orders)));
    assertThat(sql.run("VERIFY against AGAINST SOURCE").exit()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void what_does_not_go_together_is_said() {
    assertThat(home.run("verify", "against", "--against-source", "--deep").err())
        .startsWith("error: --against-source compares rows, and reads no backup for itself\n");
    assertThat(
            Home.runWithout(
                    "verify",
                    "against",
                    "--storage",
                    "file://" + collection.storage(),
                    "--against-source")
                .err())
        .startsWith("error: --against-source needs the --home of the collection\n");
  }

  @Test
  @Order(5)
  void a_transaction_that_stays_open_is_waited_for_no_longer_than_was_said() throws SQLException {
    try (Connection open = source.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("INSERT INTO lines VALUES ('open')");

      assertFails(
          home.run("verify", "against", "--against-source", "--wait", "1s"),
          """
          error: the source %s has a transaction that was open before, and still is after 1 s
          hint: Find it with: SELECT * FROM pg_stat_activity WHERE xact_start < now() - interval '1 minute'; \
          Try again when it has ended, or with a longer --wait.
          """
              .formatted(place()));
      open.rollback();
    }
  }

  private String place() {
    return "127.0.0.1:" + source.server().port() + "/" + source.name();
  }

  private static String counted(long number) {
    return "%,d".formatted(number);
  }

  private void unpublished(String... statements) throws SQLException {
    String publication = source.query("SELECT pubname FROM pg_publication").get(0);
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("ALTER PUBLICATION " + publication + " SET (publish = 'insert')");
      for (String change : statements) {
        statement.execute(change);
      }
      statement.execute(
          "ALTER PUBLICATION "
              + publication
              + " SET (publish = 'insert, update, delete, truncate')");
      connection.commit();
    }
  }

  private static void assertFails(Outcome outcome, String message) {
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo(message);
  }

  /** Writes to both tables, a transaction after the other, until it is closed. */
  private static final class Writer implements AutoCloseable {

    private final AtomicInteger committed = new AtomicInteger();
    private final CompletableFuture<Void> writing;
    private volatile boolean stopped;

    Writer(Database database) {
      writing = CompletableFuture.runAsync(() -> write(database));
    }

    private void write(Database database) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (int n = 1_000; !stopped; n++) {
          statement.execute("INSERT INTO orders VALUES (" + n + ", 'new', now(), random())");
          statement.execute("UPDATE orders SET note = note || 'x' WHERE id = " + n % 500);
          statement.execute("DELETE FROM lines WHERE ctid = (SELECT min(ctid) FROM lines)");
          statement.execute("INSERT INTO lines VALUES ('w" + n % 5 + "')");
          connection.commit();
          committed.incrementAndGet();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void awaitMore(int transactions) {
      int before = committed.get();
      Await.until("more is written", SOON, () -> committed.get() >= before + transactions);
    }

    @Override
    public void close() {
      stopped = true;
      writing.join();
    }
  }
}
