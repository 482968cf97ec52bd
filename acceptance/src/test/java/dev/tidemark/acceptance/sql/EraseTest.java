package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** A person is erased from backups and topics, through statements and commands. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EraseTest {

  private static final String ID = "[0-9]{14}Z_[0-9]{6}_[a-z]+";

  private final Home home = Home.shared();
  private final Sql sql = new Sql(home);
  private Database source;
  private BackupCollection collection;
  private long withBob;

  @BeforeAll
  void ann_and_bob_in_a_chain() {
    source = Database.create(Servers.source(), "erased");
    source.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text, note text)",
        "CREATE TABLE letters (id int PRIMARY KEY, person int REFERENCES people, body text)",
        "INSERT INTO people VALUES (1, 'ann@x.org', 'a'), (2, 'bob@x.org', 'b')",
        "INSERT INTO letters VALUES (10, 1, 'to ann'), (20, 2, 'to bob')");
    sql.done(
        "CREATE BACKUP COLLECTION erased (TABLE public.people, public.letters) FROM '%s'"
            .formatted(source.url()));
    collection = new BackupCollection(home, "erased");
    collection.awaitStreaming();
    collection.backup();
    source.execute("UPDATE people SET note = note || '!'");
    collection.incremental();
    withBob = collection.backedUpTo();
  }

  @Test
  @Order(1)
  void who_is_there_still_is_not_erased() throws IOException {
    Outcome refused = sql.run("ERASE FROM erased TABLE public.people WHERE email = 'bob@x.org'");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .matches(
            "error: 1 row of public\\.people that would be erased is there still, at the end of "
                + ID
                + "\nhint: Delete in the source first what is to be erased, then erase it here: it"
                + " would come back with the next backup\\.\n");
    Outcome misfit = sql.run("ERASE FROM erased TABLE public.people WHERE id = 'bob@x.org'");
    assertThat(misfit.err()).startsWith("error: 'bob@x.org' is no value of column id");
    Outcome stranger = sql.run("ERASE FROM erased TABLE public.strangers WHERE id = 1");
    assertThat(stranger.err())
        .isEqualTo(
            "error: no backup of erased has a table public.strangers\n"
                + "hint: Their tables are: public.letters, public.people.\n");
    assertThat(operations()).noneMatch(text -> text.contains("bob"));
  }

  @Test
  @Order(2)
  void who_was_deleted_is_erased_from_every_moment() throws IOException {
    source.execute("DELETE FROM letters WHERE person = 2", "DELETE FROM people WHERE id = 2");
    collection.incremental();

    Outcome dry =
        home.run("erase", "erased", "--table", "public.people", "--where", "id = 2", "--dry-run");
    assertThat(dry.succeeded().out())
        .matches(
            "public\\.people: 1 row would be erased, 3 versions in 3 files\n"
                + "[0-9]+ backups looked through, up to "
                + ID
                + "\n");
    assertThat(dry.err())
        .contains("note: public.letters refers to public.people by letters_person_fkey and is not");

    Outcome erased =
        sql.run(
            "ERASE FROM erased TABLE public.people WHERE email = 'bob@x.org',"
                + " public.letters WHERE person = 2");

    assertThat(erased.succeeded().out())
        .matches(
            "(?s)public\\.letters: 1 row erased, 2 versions in 2 files\n"
                + "public\\.people: 1 row erased, 3 versions in 3 files\n"
                + "[0-9]+ backups without them, up to "
                + ID
                + "\nrelease public\\..*topics: what is in backups up to "
                + ID
                + " is released\n");
    assertThat(erased.err()).isEmpty();
    Database then = Database.create(Servers.source(), "erased_then");
    collection.restore(then, "--sequence", Long.toString(withBob));
    assertThat(then.query("SELECT email || note FROM people")).containsExactly("ann@x.org" + "a!");
    assertThat(then.query("SELECT body FROM letters")).containsExactly("to ann");
    assertThat(home.run("verify", "erased", "--deep").succeeded().out()).endsWith(": whole\n");
    JsonNode operation = sql.json("SHOW OPERATIONS OF erased").path("operations").path(2);
    assertThat(operation.path("what").asText()).isEqualTo("erasure");
    assertThat(operation.path("result").asText())
        .matches("2 rows erased, 5 versions in 5 files of [0-9]+ backups");
    assertThat(operations()).noneMatch(text -> text.contains("bob"));
    assertThat(Files.isDirectory(collection.storage().resolve("erased/manifests-2"))).isTrue();
  }

  @Test
  @Order(3)
  void what_comes_afterwards_is_backed_up_as_ever() {
    source.execute(
        "INSERT INTO people VALUES (2, 'cid@x.org', 'c')",
        "UPDATE people SET note = 'd' WHERE id = 1");
    collection.incremental();
    collection.backup();

    Database now = Database.create(Servers.source(), "erased_now");
    assertThat(collection.restore(now, "--latest").path("verified").asBoolean()).isTrue();
    assertThat(now.query("SELECT email || note FROM people ORDER BY id"))
        .containsExactly("ann@x.orgd", "cid@x.orgc");
    assertThat(home.run("verify", "erased", "--deep").succeeded().out()).endsWith(": whole\n");
  }

  private List<String> operations() throws IOException {
    try (Stream<Path> files = Files.list(home.directory().resolve("operations"))) {
      return files.filter(Files::isRegularFile).map(EraseTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
