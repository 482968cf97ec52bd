package dev.tidemark.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka loses what backups have for good, and nothing else: everything goes on as before. */
class ReleaseTest {

  private final Database source = Database.create(Servers.source(), "released");
  private final Database target = Database.create(Servers.source(), "released_target");

  @Test
  void what_backups_have_is_released_and_everything_goes_on(@TempDir Path directory) {
    source.execute("CREATE TABLE orders (id int PRIMARY KEY, v text)");
    source.execute("INSERT INTO orders SELECT n, 'v' || n FROM generate_series(1, 50) n");
    Home home = Home.in(directory);
    BackupCollection collection;
    try (Started start = home.start("-Xmx512m")) {
      collection =
          BackupCollection.protect(
              home, "released", source, List.of(TableId.parse("public.orders")));
      assertThat(retention(home, "--dry-run").path("topics").path("reason").asText())
          .isEqualTo("there is no backup");
      collection.backup();
      source.execute("UPDATE orders SET v = 'new' WHERE id < 10");
      collection.incremental();
      source.execute("INSERT INTO orders VALUES (100, 'in no backup')");
      collection.awaitCaptured(3);
      assertThat(retention(home, "--dry-run").path("topics").path("reason").asText())
          .isEqualTo("no backup of the newest chain is older than 24 h");
      home.run("sql", "ALTER BACKUP COLLECTION released SET (RELEASE_AFTER = '0s')").succeeded();

      JsonNode planned = retention(home, "--dry-run").path("topics");
      JsonNode done = retention(home).path("topics");

      assertThat(done).isEqualTo(planned);
      assertThat(done.path("backup").asText()).endsWith("_000002_incremental");
      assertThat(done.path("released").path(0).path("table").asText()).isEqualTo("public.orders");
      assertThat(done.path("released").path(0).path("from").asLong()).isZero();
      assertThat(done.path("released").path(0).path("to").asLong()).isGreaterThanOrEqualTo(59);
      assertThat(retention(home).path("topics").path("released")).isEmpty();
      assertThat(start.isAlive()).isTrue();
    }

    try (Started again = home.start("-Xmx512m")) {
      source.execute("DELETE FROM orders WHERE id = 1");
      collection.restore(target, "--latest");
      assertThat(target.copy("SELECT * FROM orders ORDER BY id"))
          .isEqualTo(source.copy("SELECT * FROM orders ORDER BY id"))
          .hasSize(50);
      collection.backup();
      assertThat(collection.show().path("state").asText()).isEqualTo("streaming");
      assertThat(home.run("timeline", "released").succeeded().out()).doesNotContain("GAP");
      Outcome verified = home.run("verify", "released").succeeded();
      assertThat(verified.err()).isEmpty();
      assertThat(again.isAlive()).isTrue();
      collection.drop();
    }
  }

  private static JsonNode retention(Home home, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "released";
    all[1] = "--json";
    System.arraycopy(options, 0, all, 2, options.length);
    return home.run("retention", all).json();
  }
}
