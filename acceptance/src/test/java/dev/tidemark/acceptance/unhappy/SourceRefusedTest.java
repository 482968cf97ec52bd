package dev.tidemark.acceptance.unhappy;

import static dev.tidemark.acceptance.unhappy.Failure.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.PostgresServer;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that cannot be captured is refused by {@code create}, before anything is made. */
class SourceRefusedTest {

  private static final Database SOURCE = Database.create(Servers.source(), "refusing");

  private final String place = "127.0.0.1:" + SOURCE.server().port() + "/" + SOURCE.name();

  @BeforeEach
  void a_table() {
    SOURCE.execute("CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, v text)");
  }

  @Test
  void a_wrong_password() {
    Outcome create =
        create(SOURCE.urlWith(PostgresServer.OWNER, "not the password"), "public.orders");

    assertFailed(
        create,
        "the source 127.0.0.1:%d refuses user tidemark: password authentication failed for user \"tidemark\""
            .formatted(SOURCE.server().port()),
        "Check the user, the password and pg_hba.conf; a password with special characters must be"
            + " percent-encoded in the URL.");
    assertNothingMade();
  }

  @Test
  void an_unreachable_source() {
    int port = closedPort();

    Outcome create = create("postgresql://me:secret@127.0.0.1:" + port + "/shop", "public.orders");

    assertFailed(
        create,
        ("the source 127.0.0.1:%1$d/shop cannot be reached: Connection to 127.0.0.1:%1$d refused."
                + " Check that the hostname and port are correct and that the postmaster is accepting"
                + " TCP/IP connections.")
            .formatted(port),
        "Check host and port, that the server runs, and that a firewall lets this machine in.");
  }

  @Test
  void a_database_that_is_not_there() {
    Outcome create = create(SOURCE.url().replace(SOURCE.name(), "nowhere"), "public.orders");

    assertFailed(
        create,
        "the source 127.0.0.1:%d has no database nowhere".formatted(SOURCE.server().port()),
        "Check the last part of the source's URL.");
  }

  @Test
  void a_log_that_is_not_logical() {
    try (PostgresServer server = Servers.chosen().postgres(Map.of("wal_level", "replica"))) {
      Database plain = Database.create(server, "plain");
      plain.execute("CREATE TABLE orders (id int PRIMARY KEY)");

      Outcome create = create(plain.url(), "public.orders");

      assertFailed(
          create,
          "the source 127.0.0.1:%d/%s has wal_level replica, and capture needs logical"
              .formatted(server.port(), plain.name()),
          "Run: ALTER SYSTEM SET wal_level = logical; and restart the server.");
    }
  }

  @Test
  void a_user_who_may_not_replicate() {
    SOURCE.administrate(
        "DROP ROLE IF EXISTS plain_user",
        "CREATE ROLE plain_user LOGIN PASSWORD 'plain'",
        "GRANT CREATE ON DATABASE " + SOURCE.name() + " TO plain_user");

    Outcome create = create(SOURCE.urlWith("plain_user", "plain"), "public.orders");

    assertFailed(
        create,
        "user plain_user may not replicate from the source " + place,
        "Run: ALTER ROLE \"plain_user\" REPLICATION;");
    SOURCE.administrate("DROP OWNED BY plain_user", "DROP ROLE plain_user");
  }

  @Test
  void a_user_who_does_not_own_the_table() {
    SOURCE.administrate("CREATE TABLE IF NOT EXISTS foreign_orders (id int PRIMARY KEY)");

    assertFailed(
        create(SOURCE.url(), "public.foreign_orders"),
        "user tidemark may not publish table public.foreign_orders: it belongs to postgres",
        "Run: GRANT \"postgres\" TO \"tidemark\";");
  }

  @Test
  void a_table_without_primary_key() {
    SOURCE.execute("CREATE TABLE IF NOT EXISTS keyless (id int)");

    assertFailed(
        create(SOURCE.url(), "public.keyless"),
        "table public.keyless has no primary key: its updates and deletes do not say which row they"
            + " mean",
        "Run: ALTER TABLE \"public\".\"keyless\" ADD PRIMARY KEY (…); or, to capture it without"
            + " one: ALTER TABLE \"public\".\"keyless\" REPLICA IDENTITY FULL;");
  }

  @Test
  void a_missing_table_with_one_of_a_similar_name() {
    assertFailed(
        create(SOURCE.url(), "public.ordres"),
        "the source " + place + " has no table public.ordres",
        "Did you mean public.orders? Upper and lower case count.");
  }

  @Test
  void a_missing_table_with_none_of_a_similar_name() {
    assertFailed(
        create(SOURCE.url(), "elsewhere.something"),
        "the source " + place + " has no table elsewhere.something",
        "Check schema and name; upper and lower case count.");
  }

  @Test
  void a_view() {
    SOURCE.execute("CREATE OR REPLACE VIEW seen AS SELECT 1 AS id");

    assertFailed(
        create(SOURCE.url(), "public.seen"),
        "public.seen is a view, and only plain tables can be captured",
        "Name the tables it is made from.");
  }

  @Test
  void a_table_that_is_already_in_another_collection() {
    Home home = Home.shared();
    SOURCE.execute("CREATE TABLE IF NOT EXISTS taken (id int PRIMARY KEY)");
    home.run("create", "owner", "--source", SOURCE.url(), "--table", "public.taken").succeeded();

    Outcome second = create(SOURCE.url(), "public.taken");

    assertFailed(
        second,
        "table public.taken is already in collection owner",
        "A table is in one collection at most. Leave it out, or take it out of owner first:"
            + " ALTER BACKUP COLLECTION owner DROP TABLE \"public\".\"taken\".");
    home.run("drop", "owner").succeeded();
  }

  @Test
  void a_name_that_is_taken() {
    Home home = Home.shared();
    home.run("create", "twice", "--source", SOURCE.url(), "--table", "public.orders").succeeded();

    Outcome second =
        home.run("create", "twice", "--source", SOURCE.url(), "--table", "public.seen");

    assertFailed(
        second,
        "collection twice exists already",
        "Choose another name, or remove it first with `tidemark drop twice`.");
    home.run("drop", "twice").succeeded();
  }

  private static Outcome create(String url, String table) {
    return Home.shared().run("create", "unfit", "--source", url, "--table", table);
  }

  private static void assertNothingMade() {
    assertThat(
            SOURCE.query(
                "SELECT slot_name FROM pg_replication_slots WHERE slot_name = 'tidemark_unfit'"
                    + " UNION ALL SELECT pubname FROM pg_publication WHERE pubname = 'tidemark_unfit'"))
        .isEmpty();
    assertThat(Home.shared().run("show", "--json").out()).doesNotContain("unfit");
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
