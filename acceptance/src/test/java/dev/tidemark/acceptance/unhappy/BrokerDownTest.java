package dev.tidemark.acceptance.unhappy;

import static dev.tidemark.acceptance.unhappy.Failure.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No broker: neither the embedded one, which lives with {@code start}, nor a cluster. */
class BrokerDownTest {

  /** Nobody may listen there without being root, and who is root does not. */
  private static final String NOBODY = "127.0.0.1:1";

  private static final String BRING_UP =
      "Start its brokers, or correct kafka.bootstrap-servers and kafka.client.… in the"
          + " configuration.";

  @TempDir Path directory;

  private final Database source = Database.create(Servers.source(), "brokerless");

  @Test
  void nothing_is_created_or_backed_up_without_start() {
    Home home = Home.in(directory);
    String hint =
        "Start it, and leave it running: `tidemark start --home "
            + directory.toAbsolutePath()
            + "`.";
    String message = "tidemark is not running on " + directory.toAbsolutePath();

    assertFailed(home.run("create", creation()), message, hint);
    assertFailed(
        home.run("backup", "brokerless"),
        "no such collection: brokerless",
        "This home has no collections; check --home, or make one with `tidemark create`.");
  }

  @Test
  void what_is_in_the_archive_can_be_restored_without_a_broker_and_no_more() {
    source.execute("CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders VALUES (1)");
    Home home = Home.in(directory);
    try (Started start = home.start(Home.shortLife("512m"))) {
      BackupCollection.protect(home, "brokerless", source, List.of(TableId.parse("public.orders")))
          .backup();
      assertThat(start.isAlive()).isTrue();
    }
    // A cluster that lives on its own is as gone as the embedded broker is.
    boolean embedded = Servers.chosen().kafka().isEmpty();
    Database target = Database.create(Servers.source(), "brokerless_target");

    Outcome known = restore(home, target, "--sequence", "1");
    Outcome newer = restore(home, target, "--schema", "newer", "--sequence", "2", "--wait", "1s");

    known.succeeded();
    assertThat(target.copy("SELECT * FROM orders")).containsExactly("1");
    assertThat(newer.exit()).isEqualTo(1);
    assertThat(newer.err())
        .contains(
            embedded
                ? ", and none can be taken now: tidemark is not running on " + directory
                : ", and tidemark is not running on " + directory);
  }

  @Test
  void a_cluster_that_does_not_answer_is_named_by_start() {
    Home home = new Home(directory).configured(List.of("kafka.bootstrap-servers = " + NOBODY));

    try (Started start = home.launch(Home.shortLife("256m"))) {
      int exit = start.awaitEnd(Duration.ofSeconds(60));

      assertThat(start.toString())
          .endsWith("error: Kafka at " + NOBODY + " cannot be reached\nhint: " + BRING_UP);
      assertThat(exit).isEqualTo(1);
    }
  }

  private String[] creation() {
    source.execute("CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY)");
    return BackupCollection.creation(
        "brokerless", source.url(), List.of(TableId.parse("public.orders")));
  }

  private static Outcome restore(Home home, Database target, String... options) {
    return new BackupCollection(home, "brokerless").restoreInto(target.url(), options);
  }
}
