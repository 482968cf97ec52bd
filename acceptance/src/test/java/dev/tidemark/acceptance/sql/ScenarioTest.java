package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.archive.storage.s3.TestBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chain of two fulls and four incrementals with tables that come and go, made, looked at and
 * restored by statements alone: to the end of every backup, to every transaction between, by every
 * form of a point.
 */
class ScenarioTest {

  private static final Duration READ_WITHIN = Duration.ofSeconds(60);
  private static final List<String> KINDS =
      List.of("", " INCREMENTAL", " INCREMENTAL", "", " INCREMENTAL", " INCREMENTAL");

  @TempDir Path directory;

  private final Sql sql = new Sql(Home.shared());
  private String name = "";
  private Database source;
  private Database target;

  /** Of encrypted backups. */
  private @Nullable Path key;

  /** Those of the collection now. */
  private List<String> tables = List.of("\"Notes\"", "customers", "orders");

  /** What every table had at a sequence, and under which marker. */
  private final Map<Long, Map<String, List<String>>> states = new TreeMap<>();

  private final Map<Long, String> markers = new TreeMap<>();
  private final List<Long> ends = new ArrayList<>();

  @BeforeEach
  void a_shop(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    source = Database.create(Servers.source(), name);
    target = Database.create(Servers.source(), name + "_target");
    source.execute(
        "CREATE TYPE mood AS ENUM ('sad', 'happy')",
        "CREATE TABLE customers (id int PRIMARY KEY, name text, mood mood)",
        "CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers,"
            + " price numeric(12,2), made timestamptz DEFAULT now())",
        "CREATE TABLE \"Notes\" (\"Key\" text PRIMARY KEY, text text)",
        "INSERT INTO customers SELECT n, 'customer ' || n, 'sad' FROM generate_series(1, 50) n",
        "INSERT INTO orders SELECT n, 1 + n % 50, n * 1.25 FROM generate_series(1, 500) n");
  }

  @Test
  void scenario_in_files() throws IOException {
    assertScenario(files(), "");
  }

  @Test
  void scenario_in_files_encrypted() throws IOException {
    assertScenario(files(), key("AES256_GCM"));
  }

  @Test
  void scenario_in_a_bucket() throws IOException {
    assertScenario(bucket(), "");
  }

  @Test
  void scenario_in_a_bucket_encrypted() throws IOException {
    assertScenario(bucket(), key("AES256_GCM"));
  }

  @Test
  void scenario_in_the_cluster() throws IOException {
    assertScenario("cluster", "");
  }

  @Test
  void scenario_in_the_cluster_encrypted() throws IOException {
    assertScenario("cluster", key("AES128_GCM"));
  }

  private String files() {
    return "file://" + directory.resolve("backups");
  }

  private String bucket() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), TestBucket.keys());
    return "s3://backups/"
        + name
        + "?endpoint="
        + TestBucket.endpoint()
        + "&credentials-file="
        + keys;
  }

  /** The options of encryption with a key that is made here. */
  private String key(String encryption) throws IOException {
    Path file = directory.resolve("key");
    Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
    key = file;
    return ", ENCRYPTION = '%s', ENCRYPTION_KEY = 'file:%s'".formatted(encryption, file);
  }

  private void assertScenario(String storage, String encryption) {
    sql.done(
        "CREATE BACKUP COLLECTION %s (TABLE public.customers, public.orders, TABLE public.\"Notes\")"
                .formatted(name)
            + " FROM '%s' WITH (STORAGE = '%s'%s)".formatted(source.url(), storage, encryption));
    new BackupCollection(Home.shared(), name).awaitStreaming();
    remember();
    for (int round = 0; round < KINDS.size(); round++) {
      alter(round);
      if (round > 0) {
        change(round);
      }
      sql.done("BACKUP " + name + KINDS.get(round));
      mark(round);
      ends.add(newest());
    }

    assertBackups();
    if (storage.startsWith("file:") && encryption.isEmpty()) {
      assertEveryPoint();
    } else {
      assertEndsAndBetween();
    }
    if (storage.startsWith("file:") == encryption.isEmpty()) {
      assertExported();
    }
    assertVerified();
    sql.done("DROP BACKUP COLLECTION " + name + " WITH (DELETE_BACKUPS = TRUE)");
  }

  /** One table comes, another goes, and comes again. */
  private void alter(int round) {
    if (round == 2) {
      source.execute(
          "CREATE TABLE extra AS SELECT n AS id, 'x' || n AS x FROM generate_series(1, 30) n",
          "ALTER TABLE extra ADD PRIMARY KEY (id)");
      add("extra", List.of("\"Notes\"", "customers", "extra", "orders"));
    } else if (round == 4) {
      sql.done("ALTER BACKUP COLLECTION %s DROP TABLE public.\"Notes\"".formatted(name));
      tables = List.of("customers", "extra", "orders");
      remember();
    } else if (round == 5) {
      add("\"Notes\"", List.of("\"Notes\"", "customers", "extra", "orders"));
    }
  }

  /** Three transactions, each of them seen as it is committed. */
  private void change(int round) {
    List<String> transactions =
        List.of(
            ((round < 2 ? "" : "WITH more AS (INSERT INTO extra VALUES (%1$d00, 'more')) ")
                    + "INSERT INTO customers SELECT n, 'new in %1$d', 'happy'"
                    + " FROM generate_series(%1$d00, %1$d20) n")
                .formatted(round),
            "WITH gone AS (DELETE FROM orders WHERE id %% 7 = %1$d RETURNING id), put AS (INSERT INTO"
                    .formatted(round)
                + " \"Notes\" VALUES ('n%1$d', repeat('long ', 2000)) RETURNING \"Key\")"
                    .formatted(round)
                + " UPDATE orders SET price = price + 1 WHERE id %% 11 = %1$d".formatted(round),
            round == 3
                ? "TRUNCATE \"Notes\", extra"
                : "UPDATE customers SET name = NULL, mood = 'happy' WHERE id = " + round);
    for (String transaction : transactions) {
      source.execute(transaction);
      remember();
    }
  }

  /** Comes with a sequence of its own, at which all of it is known when nobody writes to it. */
  private void add(String table, List<String> then) {
    JsonNode altered =
        sql.json("ALTER BACKUP COLLECTION %s ADD TABLE public.%s".formatted(name, table));
    assertThat(altered.path("captured").asBoolean()).isTrue();
    Await.until(
        table + " is read",
        READ_WITHIN,
        () -> {
          JsonNode shown = sql.json("SHOW BACKUP COLLECTION " + name).path("collections").path(0);
          return shown.path("unread_tables").isEmpty()
              && shown.path("captured_to").path("sequence").asLong() == states.size() + 1;
        });
    tables = then;
    remember();
  }

  private void remember() {
    states.put(1L + states.size(), state(source, "public", tables));
  }

  private void mark(int round) {
    String marker = "after backup " + round;
    JsonNode marked = sql.json("MARK %s AS '%s'".formatted(name, marker));
    assertThat(marked.path("captured").asBoolean()).isTrue();
    markers.put((long) states.size(), marker);
  }

  private long newest() {
    JsonNode backups = sql.json("SHOW BACKUPS IN " + name).path("backups");
    return backups.path(backups.size() - 1).path("to").asLong();
  }

  /** A full also closes the chain before it, with an incremental. */
  private void assertBackups() {
    List<String> kinds = new ArrayList<>();
    for (JsonNode backup : sql.json("SHOW BACKUPS IN " + name).path("backups")) {
      kinds.add(backup.path("kind").asText());
    }
    assertThat(kinds)
        .containsExactly(
            "full",
            "incremental",
            "incremental",
            "incremental",
            "full",
            "incremental",
            "incremental");
    assertThat(ends).containsExactly(1L, 4L, 8L, 11L, 15L, 19L);
  }

  /** Where every form of a point is found does not depend on where and how backups are written. */
  private void assertEndsAndBetween() {
    for (long end : ends) {
      assertRestores("AT SEQUENCE " + end, end);
    }
    assertRestores("AT SEQUENCE 6", 6);
    assertRestores("AT MARKER 'after backup 4'", 15);
  }

  private void assertEveryPoint() {
    for (long sequence : states.keySet()) {
      assertRestores("AT SEQUENCE " + sequence, sequence);
    }
    markers.forEach((sequence, marker) -> assertMeans("AT MARKER '" + marker + "'", sequence));
    JsonNode commits = sql.json("SHOW TIMELINE OF " + name).path("entries");
    for (JsonNode entry : commits) {
      long sequence = entry.path("sequence").asLong();
      // Of the first change of what came, and of the last before it went.
      if (entry.path("type").asText().equals("commit") && (sequence == 6 || sequence == 11)) {
        assertMeans("AT TRANSACTION " + entry.path("transaction").asText(), sequence);
        assertMeans("AT POSITION '" + entry.path("position").asText() + "'", sequence);
        assertMeans("AT '" + entry.path("time").asText() + "'", sequence);
        assertRestores(
            "BEFORE TRANSACTION '" + entry.path("transaction").asText() + "'", sequence - 1);
      }
    }
    // The first row that was read of it.
    assertRestores("AT OFFSET '%s.public.extra:0:0'".formatted(name), 4);
    assertRestores("AT MARKER 'after backup 4'", 15);
    assertRestores("LATEST", states.size());
    assertMeans("", states.size());
    assertNotThere();
  }

  /** Outside what it was in the collection for, a table is refused with the reason. */
  private void assertNotThere() {
    assertRefused(
        "AT SEQUENCE 3 TABLE public.extra",
        "there is no table public.extra in the collection at this restore point: it was added at"
            + " sequence 5, and can be restored from sequence 5 on");
    assertRefused(
        "AT SEQUENCE 13 TABLE public.\"Notes\"",
        "there is no table public.Notes in the collection at this restore point: it went out of the"
            + " collection with sequence 12: it was taken out of the collection; it was added at"
            + " sequence 16, and can be restored from sequence 16 on");
  }

  private void assertRefused(String point, String message) {
    Outcome refused =
        sql.run("RESTORE %s %s INTO '%s' SCHEMA none".formatted(name, point, target.url()));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).startsWith("error: " + message + "\nhint: ");
  }

  private void assertMeans(String point, long sequence) {
    JsonNode plan =
        sql.json("EXPLAIN RESTORE %s %s INTO '%s'".formatted(name, point, target.url()));
    assertThat(plan.path("sequence").asLong()).as(point).isEqualTo(sequence);
    assertThat(plan.path("verified").asBoolean()).isFalse();
  }

  private void assertRestores(String point, long sequence) {
    JsonNode report =
        sql.json(
            "RESTORE %s %s INTO '%s' SCHEMA back WITH (REPLACE = TRUE)"
                .formatted(name, point, target.url()));
    assertThat(report.path("sequence").asLong()).as(point).isEqualTo(sequence);
    assertRestored(report, "back", sequence);
  }

  private void assertRestored(JsonNode report, String schema, long sequence) {
    Map<String, List<String>> then = states.getOrDefault(sequence, Map.of());
    assertThat(report.path("rows")).as("tables at %d", sequence).hasSize(then.size());
    assertThat(state(target, schema, List.copyOf(then.keySet())))
        .as("at %d", sequence)
        .isEqualTo(then);
  }

  private void assertVerified() {
    JsonNode report = sql.json("VERIFY " + name + " DEEP");
    assertThat(report.path("intact").asBoolean()).isTrue();
    assertThat(report.path("backups")).hasSize(7);
    assertThat(report.path("boundaries").asLong()).isPositive();
    assertThat(sql.json("SHOW RETENTION OF " + name).path("deletions")).isEmpty();
  }

  /** What was copied is enough, without the home. */
  private void assertExported() {
    Path elsewhere = directory.resolve("exported");
    JsonNode copied = sql.json("COPY BACKUPS IN %s TO 'file://%s'".formatted(name, elsewhere));
    assertThat(copied.path("copied")).hasSize(7);
    assertThat(
            sql.json("COPY BACKUPS IN %s TO 'file://%s'".formatted(name, elsewhere))
                .path("present"))
        .hasSize(7);

    List<String> words =
        new ArrayList<>(
            List.of(
                "RESTORE %s AT MARKER 'after backup 2' INTO '%s' SCHEMA exported"
                    .formatted(name, target.url()),
                "--storage",
                "file://" + elsewhere));
    if (key != null) {
      words.addAll(List.of("--key-file", key.toString()));
    }
    Outcome restored = Home.runWithout("sql", words.toArray(String[]::new));

    restored.succeeded();
    assertThat(state(target, "exported", List.copyOf(states.getOrDefault(8L, Map.of()).keySet())))
        .isEqualTo(states.get(8L));
  }

  private static Map<String, List<String>> state(
      Database database, String schema, List<String> tables) {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = database.connect()) {
      for (String table : tables) {
        String query = "SELECT * FROM " + schema + "." + table + " ORDER BY 1";
        rows.put(table, Database.copy(connection, query));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + tables + " in " + schema, e);
    }
    return rows;
  }
}
