package dev.tidemark.acceptance.names;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.oracle.Catalog;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Tables and columns of any name")
@TestInstance(Lifecycle.PER_CLASS)
class NamesTest {

  private static final NamedTable QUOTED = NamedTable.named("it's", "say \"hi\"");

  /** For what takes a while for each. */
  private static final List<NamedTable> SOME =
      List.of(
          QUOTED,
          NamedTable.named("c.a", "b"),
          NamedTable.named("public", "a\\b"),
          NamedTable.named("Case", "Orders"),
          NamedTable.named("Case", "ORDERS"),
          NamedTable.named("select", "table"),
          NamedTable.named("public", "\t"));

  private final Home home = Home.shared();
  private final Map<TableId, List<String>> atFirst = new HashMap<>();
  private Database source;
  private BackupCollection collection;
  private long first;

  @BeforeAll
  void given_tables_of_such_names_that_were_changed_and_backed_up() {
    source = Database.create(Servers.source(), "names");
    NamedTable.ALL.forEach(table -> execute(table.creation()));
    NamedTable.ALL.forEach(table -> execute(table.changes().subList(0, 1)));
    collection =
        BackupCollection.protect(
            home, "names", source, NamedTable.ALL.stream().map(NamedTable::id).toList());
    collection.backup();
    first = collection.backedUpTo();
    NamedTable.ALL.forEach(table -> atFirst.put(table.id(), content(source, table)));
    NamedTable.ALL.forEach(table -> execute(table.changes()));
    collection.incremental();
  }

  private void execute(List<String> statements) {
    source.execute(statements.toArray(String[]::new));
  }

  private static List<String> content(Database database, NamedTable table) {
    try (Connection connection = database.connect()) {
      List<String> content = new ArrayList<>(Catalog.describe(connection, table.id()));
      String rows = "SELECT * FROM " + table.id().quoted() + " ORDER BY 1";
      content.addAll(Database.copy(connection, rows));
      return content;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + table, e);
    }
  }

  @Test
  void are_shown_by_their_names() {
    assertThat(collection.show().path("tables"))
        .extracting(JsonNode::asText)
        .map(TableId::parse)
        .containsExactlyElementsOf(NamedTable.ALL.stream().map(NamedTable::id).toList());
  }

  @Test
  void are_restored_into_a_database() {
    Database target = Database.create(Servers.source(), "names_now");

    collection.restore(target, "--latest");

    for (NamedTable table : NamedTable.ALL) {
      assertThat(content(target, table)).as(table.toString()).isEqualTo(content(source, table));
    }
    // Their sequences go on from where they were.
    target.execute(
        NamedTable.ALL.stream().map(each -> each.changes().get(0)).toArray(String[]::new));
  }

  @Test
  void are_restored_alone_as_they_were() {
    Database target = Database.create(Servers.source(), "names_then");
    List<String> options = new ArrayList<>(List.of("--sequence", Long.toString(first)));
    SOME.forEach(table -> options.addAll(List.of("--table", table.id().toString())));

    collection.restore(target, options.toArray(String[]::new));

    for (NamedTable table : SOME) {
      assertThat(content(target, table)).as(table.toString()).isEqualTo(atFirst.get(table.id()));
    }
    assertThat(target.query("SELECT count(*) FROM pg_tables WHERE tableowner = current_user"))
        .containsExactly(Integer.toString(SOME.size()));
  }

  @Test
  void are_compared_with_the_source() {
    JsonNode verdict = home.run("verify", "names", "--against-source", "--json").json();

    assertThat(verdict.path("tables")).hasSize(NamedTable.ALL.size());
  }

  @Test
  void are_each_restored_into_a_file_of_its_own(@TempDir Path directory) throws IOException {
    collection.restoreInto(directory.resolve("files").toUri().toString(), "--latest").succeeded();

    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(file -> file.toString().endsWith(".avro")))
          .hasSize(NamedTable.ALL.size());
    }
  }

  @Test
  void are_quoted_in_statements_and_no_other_is_meant() {
    Database target = Database.create(Servers.source(), "names_where");
    String restore =
        "RESTORE names TABLE %s WHERE %s = 'new' AND %s < 99 AND \"Upper_Case\" = 7 INTO '%s'";

    home.run(
            "sql",
            SOME.stream()
                .map(
                    each ->
                        restore.formatted(
                            each.id().quoted(), each.quotedWord(), each.quotedKey(), target.url()))
                .collect(Collectors.joining(";\n")))
        .succeeded();

    for (NamedTable table : SOME) {
      assertThat(target.query("SELECT " + table.quotedKey() + " FROM " + table.id().quoted()))
          .as(table.toString())
          .containsExactly("2");
    }
  }

  @Test
  void are_captured_under_names_that_they_are_given_later() {
    TableId given = new TableId("\"", "it's \"so\"");
    source.execute(
        "CREATE TABLE " + given.quoted() + " (id int PRIMARY KEY, plain int)",
        "INSERT INTO " + given.quoted() + " VALUES (1, 1)");
    home.run("sql", "ALTER BACKUP COLLECTION names ADD TABLE " + given.quoted()).succeeded();
    source.execute(
        "ALTER TABLE " + given.quoted() + " RENAME COLUMN plain TO \"it's\"",
        "INSERT INTO " + given.quoted() + " VALUES (2, 2)");
    Database target = Database.create(Servers.source(), "names_given");

    collection.restore(target, "--latest", "--table", given.toString());

    assertThat(target.copy("SELECT \"it's\" FROM " + given.quoted() + " ORDER BY 1"))
        .containsExactly("1", "2");
    home.run("sql", "ALTER BACKUP COLLECTION names DROP TABLE " + given.quoted()).succeeded();
  }

  @Test
  void are_refused_by_their_names() {
    TableId keyless = new TableId("it's", "no \"key\"");
    source.execute("CREATE TABLE " + keyless.quoted() + " (\"it's\" int)");
    Outcome without = create(keyless);
    Outcome missing = create(new TableId("Case", "Order"));
    Outcome taken = create(QUOTED.id());

    assertThat(without.err())
        .isEqualTo(
            """
            error: table it's."no ""key""\" has no primary key: its updates and deletes do not say which row they mean
            hint: Run: ALTER TABLE "it's"."no ""key""\" ADD PRIMARY KEY (…); or, to capture it without one: ALTER TABLE "it's"."no ""key""\" REPLICA IDENTITY FULL;
            """);
    assertThat(missing.err())
        .startsWith("error: the source ")
        .contains(" has no table Case.Order\nhint: Did you mean ")
        .contains("Case.Orders");
    assertThat(taken.err())
        .isEqualTo(
            """
            error: table it's."say ""hi""\" is already in collection names
            hint: A table is in one collection at most. Leave it out, or take it out of names first: ALTER BACKUP COLLECTION names DROP TABLE "it's"."say ""hi""\".
            """);
  }

  private Outcome create(TableId table) {
    return home.run(
        "create", BackupCollection.creation("names_refused", source.url(), List.of(table)));
  }

  @Test
  void too_long_for_kafka_are_refused_by_their_names() {
    TableId longest = new TableId("表".repeat(21), "字".repeat(21));
    source.execute(
        "CREATE SCHEMA " + TableId.quote(longest.schema()),
        "CREATE TABLE " + longest.quoted() + " (id int PRIMARY KEY)");

    Outcome create = create(longest);

    assertThat(create.err())
        .isEqualTo(
            "error: the topic of table "
                + longest
                + " would have a name of 309 characters; Kafka takes 249\n"
                + "hint: Give the table, its schema or the collection a shorter name; each character"
                + " other than a-z, A-Z, 0-9, _ and - counts as seven.\n");
  }
}
