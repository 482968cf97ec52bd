package dev.tidemark.acceptance.storages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.archive.storage.s3.TestBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is backed up to a bucket or to the collection's own cluster comes back from there. */
class BackupsElsewhereTest {

  private static final String ROWS = "SELECT * FROM orders ORDER BY id";

  @TempDir Path directory;

  private final Home home = Home.shared();

  @Test
  void backups_in_the_collections_own_cluster() {
    assertComesBack("in_cluster", "cluster");

    assertKept("in_cluster");
  }

  /** Without the home, by the address of the cluster that the drop has named. */
  private void assertKept(String name) {
    String dropped = home.run("drop", name).succeeded().out();
    Matcher address = Pattern.compile("its backups stay in (kafka://\\S+), up to").matcher(dropped);
    assertThat(address.find()).as(dropped).isTrue();
    String storage = address.group(1);
    Database target = Database.create(Servers.source(), name + "_kept");

    Home.runWithout(
            "restore", name, "--sequence", "3", "--storage", storage, "--into", target.url())
        .succeeded();

    assertThat(target.copy(ROWS)).hasSize(13_334).allMatch(row -> row.endsWith("\tnew"));
    assertThat(Home.runWithout("show", "--storage", storage).succeeded().out())
        .contains(name + ": backups\n");
    assertThat(
            Home.runWithout("verify", name, "--storage", storage, "--json")
                .json()
                .path("intact")
                .asBoolean())
        .isTrue();
    assertThat(Home.runWithout("show", "nobody", "--storage", storage).err())
        .startsWith("error: there are no backups of collection nobody in " + storage + "\n");
    assertThat(home.run("show", "--json").out()).doesNotContain("\"" + name + "\"");
  }

  @Test
  void backups_in_a_bucket() throws IOException {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, TestBucket.keys());

    assertComesBack(
        "in_bucket",
        "s3://backups/acceptance?endpoint=" + TestBucket.endpoint() + "&credentials-file=" + keys);

    home.run("drop", "in_bucket", "--delete-backups").succeeded();
  }

  @Test
  void keys_in_the_address_of_a_bucket_are_refused_and_not_repeated() {
    Outcome create =
        home.run(
            "create",
            "secret",
            "--source",
            "postgresql://me@127.0.0.1/shop",
            "--table",
            "public.orders",
            "--storage",
            "s3://AKIAXYZ:s3cret@backups/shop");

    assertThat(create.exit()).isEqualTo(2);
    assertThat(create.err())
        .contains("--storage: the address of a bucket has no keys in it")
        .doesNotContain("AKIAXYZ")
        .doesNotContain("s3cret");
  }

  private void assertComesBack(String name, String storage) {
    Database source = Database.create(Servers.source(), name);
    source.execute(
        "CREATE TABLE orders (id int PRIMARY KEY, note text)",
        "INSERT INTO orders SELECT i, repeat('x', i % 100) FROM generate_series(1, 20000) i");
    home.run(
            "create",
            name,
            "--source",
            source.url(),
            "--table",
            "public.orders",
            "--storage",
            storage)
        .succeeded();
    BackupCollection collection = new BackupCollection(home, name);
    collection.awaitStreaming();
    collection.backup();
    source.execute("DELETE FROM orders WHERE id % 3 = 0", "UPDATE orders SET note = 'new'");
    collection.incremental();
    List<String> rows = source.copy(ROWS);
    source.execute("TRUNCATE orders");

    Database target = Database.create(Servers.source(), name + "_target");
    home.run("restore", name, "--sequence", "3", "--into", target.url()).succeeded();

    assertThat(target.copy(ROWS)).isEqualTo(rows);
  }
}
