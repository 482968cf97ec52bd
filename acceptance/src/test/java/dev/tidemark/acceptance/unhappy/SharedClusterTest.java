package dev.tidemark.acceptance.unhappy;

import static dev.tidemark.acceptance.unhappy.Failure.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.PostgresServer;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Kafka cluster has already, of another home or of the same collection. */
class SharedClusterTest {

  private static final List<TableId> ORDERS = List.of(TableId.parse("public.orders"));

  @Test
  void a_name_whose_log_another_home_keeps_is_refused_and_that_home_captures_on(
      @TempDir Path directory) {
    Database ours = orders(Servers.source());
    BackupCollection first = BackupCollection.protect(Home.shared(), "common", ours, ORDERS);
    String cluster = "kafka.bootstrap-servers = " + Home.shared().kafka();
    Home second = new Home(directory).configured(List.of(cluster));
    try (PostgresServer server = Servers.chosen().postgres(Map.of());
        Started start = second.start(Home.shortLife("256m"))) {
      assertThat(start.isAlive()).isTrue();
      String theirs = orders(server).url();

      Outcome create = second.run("create", BackupCollection.creation("common", theirs, ORDERS));

      assertFailed(
          create,
          "Kafka already has topics of a collection common: common.catalog for one",
          "They may be of another home that uses this cluster: choose another name. If nobody needs"
              + " them, delete every topic whose name begins with `common.`.");
      assertThat(second.run("show").out()).startsWith("no collections in ");
    }
    ours.execute("INSERT INTO orders VALUES (2)");
    first.backup();
    Database target = Database.create(Servers.source(), "common_restored");
    first.restore(target, "--latest");
    assertThat(target.query("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2");
    first.drop();
  }

  @Test
  void two_tables_whose_topics_kafka_does_not_take_beside_each_other_are_refused() {
    Database source = Database.create(Servers.source(), "clash");
    source.execute(
        "CREATE SCHEMA a",
        "CREATE SCHEMA a_b",
        "CREATE TABLE a.b_c (id int PRIMARY KEY)",
        "CREATE TABLE a_b.c (id int PRIMARY KEY)");
    List<TableId> tables = List.of(TableId.parse("a.b_c"), TableId.parse("a_b.c"));

    Outcome create =
        Home.shared().run("create", BackupCollection.creation("clash", source.url(), tables));

    assertFailed(
        create,
        "Kafka takes no topic clash.a_b.c beside clash.a.b_c: they differ only in dots and"
            + " underscores",
        "Give the collection another name, or capture one of the two tables in a collection of"
            + " another name.");
  }

  private static Database orders(PostgresServer server) {
    Database database = Database.create(server, "common");
    database.execute("CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders VALUES (1)");
    return database;
  }
}
