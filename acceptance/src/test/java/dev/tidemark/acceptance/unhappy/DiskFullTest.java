package dev.tidemark.acceptance.unhappy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full while a backup is written. */
class DiskFullTest {

  /** Text that does not compress, a MiB of it in every hundred rows. */
  private static final String FILL =
      """
      INSERT INTO heavy SELECT n, string_agg(md5((n * 1000 + i)::text), '')
        FROM generate_series(%d, %d) n, generate_series(1, 320) i GROUP BY n
      """;

  @TempDir Path mountPoint;

  @Test
  void the_backup_says_so_leaves_nothing_and_the_next_one_succeeds() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 2)) {
      Database source = Database.create(Servers.source(), "heavy");
      source.execute("CREATE TABLE heavy (id int PRIMARY KEY, v text)", FILL.formatted(1, 10));
      BackupCollection collection = new BackupCollection(Home.shared(), "heavy");
      Home.shared()
          .run(
              "create",
              "heavy",
              "--source",
              source.url(),
              "--table",
              "public.heavy",
              "--storage",
              mountPoint.toUri().toString())
          .succeeded();
      collection.backup();
      List<Path> before = files();
      source.execute(FILL.formatted(1_001, 1_600));

      Outcome failed = Home.shared().run("backup", "heavy", "--incremental");

      assertThat(failed.err())
          .matches(
              "error: cannot write heavy/data/\\S+_000002_incremental-[0-9a-f]+/public\\.heavy/delta-00\\.avro"
                  + " in "
                  + mountPoint
                  + ": no space left on the device\n"
                  + "hint: Free some space there and run it again\\. What was backed up before is whole,"
                  + " and nothing half-written is used\\.\n");
      assertThat(failed.out()).isEmpty();
      assertThat(failed.exit()).isEqualTo(1);
      assertThat(files()).isEqualTo(before);

      disk.grow(64);
      collection.incremental();

      Database target = Database.create(Servers.source(), "heavy_target");
      assertThat(collection.restore(target, "--latest").path("rows").path("public.heavy").asInt())
          .isEqualTo(610);
      assertThat(target.copy("SELECT * FROM heavy ORDER BY id"))
          .isEqualTo(source.copy("SELECT * FROM heavy ORDER BY id"));
      collection.drop();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(mountPoint)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
