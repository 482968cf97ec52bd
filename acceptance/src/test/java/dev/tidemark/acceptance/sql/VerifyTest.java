package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Backups are verified, given another key, and given up, through statements and commands. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyTest {

  @TempDir static Path keys;

  private final Home home = Home.shared();
  private final Sql sql = new Sql(home);
  private Database source;
  private BackupCollection collection;

  @BeforeAll
  void an_encrypted_collection_with_a_chain() throws IOException {
    key("first", 1);
    key("second", 2);
    source = Database.create(Servers.source(), "verified");
    source.execute("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'a')");
    sql.done(
        "CREATE BACKUP COLLECTION verified (TABLE public.t) FROM '%s'".formatted(source.url())
            + " WITH (ENCRYPTION = 'AES256_GCM', ENCRYPTION_KEY = 'file:%s')"
                .formatted(keys.resolve("first")));
    collection = new BackupCollection(home, "verified");
    collection.awaitStreaming();
    collection.backup();
    for (int i = 2; i <= 4; i++) {
      source.execute(
          "INSERT INTO t VALUES (" + i + ", 'b')",
          "UPDATE t SET v = 'c' WHERE id = 1",
          "UPDATE t SET v = 'd' WHERE id = 1");
      collection.incremental();
    }
  }

  /** The last line of what retention says where topics are kept. */
  private static final String TOPICS = "topics: nothing is released: release-after is off\n";

  @Test
  @Order(1)
  void whole_backups_are_told_to_be_so_and_deep_reads_every_row() {
    assertThat(sql.run("VERIFY verified").succeeded().out())
        .matches("verified: 4 backups, [0-9]+ files, .*: whole\n");
    assertThat(home.run("verify", "verified", "--deep").succeeded().out())
        .matches("verified: 4 backups, [0-9]+ files, .*, 10 rows merged at 4 boundaries: whole\n");
    JsonNode operation = sql.json("SHOW OPERATIONS OF verified").path("operations").path(0);
    assertThat(operation.path("what").asText()).isEqualTo("verification");
    assertThat(operation.path("result").asText()).isEqualTo("4 backups are whole");
    assertThat(sql.run("VERIFY verified BACKUP '20261122071500Z_000042_incremental'").err())
        .isEqualTo(
            "error: there is no backup 20261122071500Z_000042_incremental of collection verified\n"
                + "hint: `tidemark show verified` lists the backups there are.\n");
  }

  @Test
  @Order(2)
  void another_key_opens_all_of_them_and_the_old_one_none() {
    assertThat(
            home.run("rotate-key", "verified", "--key-file", keys.resolve("second").toString())
                .succeeded()
                .out())
        .startsWith("the backups of verified are opened by key ");
    JsonNode rotation = sql.json("SHOW OPERATIONS OF verified").path("operations").path(0);
    assertThat(rotation.path("what").asText()).isEqualTo("key rotation");
    assertThat(rotation.path("result").asText()).startsWith("the backups are opened by key ");
    assertThat(home.run("verify", "verified", "--deep").exit()).isZero();
    source.execute("INSERT INTO t VALUES (5, 'd')");
    collection.incremental();
    Database target = Database.create(Servers.source(), "rotated");
    assertThat(collection.restore(target, "--latest").path("verified").asBoolean()).isTrue();
    assertThat(target.query("SELECT count(*) FROM t")).containsExactly("5");

    Outcome old =
        Home.runWithout(
            "show",
            "verified",
            "--storage",
            "file://" + collection.storage(),
            "--key-file",
            keys.resolve("first").toString());

    assertThat(old.exit()).isEqualTo(1);
    assertThat(old.err())
        .matches(
            "error: the backups of verified are encrypted with key [0-9a-f]{8}, and the key given is"
                + " [0-9a-f]{8}\n"
                + "hint: Give the key of that name\\. After a rotation it is the newest one; with the"
                + " key gone, nothing can be restored\\.\n");
  }

  @Test
  @Order(3)
  void a_rotation_of_what_is_not_encrypted_or_to_no_key_is_refused() {
    assertThat(
            home.run("rotate-key", "verified", "--key-file", keys.resolve("none").toString()).err())
        .isEqualTo(
            "error: the key from file:%s cannot be used: the file cannot be read (NoSuchFileException)\n"
                    .formatted(keys.resolve("none"))
                + "hint: A key is 32 random bytes in base64: `openssl rand -base64 32`.\n");
  }

  @Test
  @Order(4)
  void retention_gives_up_what_is_not_promised_and_says_so_before() {
    sql.done("ALTER BACKUP COLLECTION verified SET (EVERY_TRANSACTION_FOR = '1ms')");

    Outcome planned = sql.run("SHOW RETENTION OF verified");
    Outcome dry = home.run("retention", "verified", "--dry-run");
    assertThat(planned.succeeded().out())
        .contains("thin ")
        .matches("(?s).* would be freed\n" + TOPICS)
        .isEqualTo(dry.succeeded().out());

    assertThat(home.run("retention", "verified").succeeded().out())
        .matches("(?s).* freed\n" + TOPICS);

    assertThat(sql.run("SHOW RETENTION OF verified").succeeded().out())
        .matches("(?s).*0 B would be freed\n" + TOPICS);
    JsonNode operation = sql.json("SHOW OPERATIONS OF verified").path("operations").path(0);
    assertThat(operation.path("what").asText()).isEqualTo("retention");
    assertThat(operation.path("result").asText()).matches("[0-9]+ bytes given up");
    assertThat(home.run("verify", "verified", "--deep").exit()).isZero();
    Outcome inside =
        collection.restoreInto(
            Database.create(Servers.source(), "thinned").url(), "--sequence", "2");
    assertThat(inside.exit()).isEqualTo(1);
    assertThat(inside.err())
        .isEqualTo(
            "error: of what collection verified was between the sequences 1 and 4 its retention has"
                + " kept nothing\n"
                + "hint: Choose sequence 1 or sequence 4.\n");
  }

  @Test
  @Order(5)
  void what_is_damaged_is_named_with_the_backups_that_are_lost_and_nothing_is_given_up()
      throws IOException {
    List<Path> manifests = files("manifests", ".json");
    byte[] bytes = Files.readAllBytes(manifests.get(1));
    bytes[bytes.length / 2] ^= 1;
    Files.write(manifests.get(1), bytes);

    Outcome damaged = sql.run("VERIFY verified");

    assertThat(damaged.exit()).isEqualTo(1);
    assertThat(damaged.out())
        .contains("DAMAGE  verified/manifests/00000002.json ")
        .contains("        backups lost: ")
        .matches("(?s).*: damaged in [0-9]+ places?\n");
    assertThat(home.run("retention", "verified").out())
        .endsWith("nothing is deleted while backups are damaged\n" + TOPICS);
  }

  @Test
  @Order(6)
  void without_its_key_it_is_shown_with_the_reason_among_all_and_can_be_dropped()
      throws IOException {
    Files.delete(keys.resolve("second"));

    JsonNode shown = amongAll("verified");

    assertThat(shown.path("state").asText()).isEqualTo("streaming");
    assertThat(shown.path("backups")).isEmpty();
    assertThat(shown.path("damages").path(0).asText())
        .isEqualTo(
            "the key from file:%s cannot be used: the file cannot be read (NoSuchFileException)"
                .formatted(keys.resolve("second")));
    assertThat(home.run("show").succeeded().out())
        .contains("  restorable  nothing that can be read");
    assertThat(home.run("show", "verified").exit()).isEqualTo(1);
    assertThat(home.run("drop", "verified", "--delete-backups").succeeded().out())
        .contains("verified");
  }

  /** The part of {@code show} without a name that is about this collection, of all in the home. */
  private JsonNode amongAll(String name) {
    for (JsonNode collection : home.run("show", "--json").json().path("collections")) {
      if (collection.path("name").asText().equals(name)) {
        return collection;
      }
    }
    throw new AssertionError(name + " is not shown among all");
  }

  private List<Path> files(String directory, String end) throws IOException {
    try (Stream<Path> files =
        Files.walk(collection.storage().resolve("verified").resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static void key(String name, int first) throws IOException {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    Files.writeString(keys.resolve(name), Base64.getEncoder().encodeToString(key));
  }
}
