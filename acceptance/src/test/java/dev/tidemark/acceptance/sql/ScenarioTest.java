package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.archive.storage.s3.TestBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * A chain of two fulls and four incrementals, made, looked at and restored by statements alone: to
 * the end of every backup, to every transaction between, and to every marker.
 */
class ScenarioTest {

  private static final List<String> TABLES = List.of("customers", "orders", "\"Notes\"");
  private static final List<String> KINDS =
      List.of("", " INCREMENTAL", " INCREMENTAL", "", " INCREMENTAL", " INCREMENTAL");

  @TempDir Path directory;

  private final Sql sql = new Sql(Home.shared());
  private String name = "";
  private Database source;
  private Database target;

  /** Of encrypted backups. */
  private @Nullable Path key;

  /** What every table had at a sequence, and under which marker. */
  private final Map<Long, List<String>> states = new TreeMap<>();

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
    assertScenario(files(), key());
  }

  @Test
  void scenario_in_a_bucket() throws IOException {
    assertScenario(bucket(), "");
  }

  @Test
  void scenario_in_a_bucket_encrypted() throws IOException {
    assertScenario(bucket(), key());
  }

  @Test
  void scenario_in_the_cluster() throws IOException {
    assertScenario("cluster", "");
  }

  @Test
  void scenario_in_the_cluster_encrypted() throws IOException {
    assertScenario("cluster", key());
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
  private String key() throws IOException {
    Path file = directory.resolve("key");
    Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
    key = file;
    return ", ENCRYPTION = 'AES256_GCM', ENCRYPTION_KEY = 'file:%s'".formatted(file);
  }

  private void assertScenario(String storage, String encryption) {
    sql.done(
        "CREATE BACKUP COLLECTION %s (TABLE public.customers, public.orders, TABLE public.\"Notes\")"
                .formatted(name)
            + " FROM '%s' WITH (STORAGE = '%s'%s)".formatted(source.url(), storage, encryption));
    new BackupCollection(Home.shared(), name).awaitStreaming();
    states.put(1L, state(source, "public"));
    for (int round = 0; round < KINDS.size(); round++) {
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
    assertExported();
    assertVerified();
    sql.done("DROP BACKUP COLLECTION " + name + " WITH (DELETE_BACKUPS = TRUE)");
  }

  /** Three transactions, each of them seen as it is committed. */
  private void change(int round) {
    List<String> transactions =
        List.of(
            "INSERT INTO customers SELECT n, 'new in %1$d', 'happy' FROM generate_series(%1$d00, %1$d20) n"
                .formatted(round),
            "WITH gone AS (DELETE FROM orders WHERE id %% 7 = %1$d RETURNING id), put AS (INSERT INTO"
                    .formatted(round)
                + " \"Notes\" VALUES ('n%1$d', repeat('long ', 2000)) RETURNING \"Key\")"
                    .formatted(round)
                + " UPDATE orders SET price = price + 1 WHERE id %% 11 = %1$d".formatted(round),
            round == 4
                ? "TRUNCATE \"Notes\""
                : "UPDATE customers SET name = NULL, mood = 'happy' WHERE id = " + round);
    for (String transaction : transactions) {
      source.execute(transaction);
      states.put(1L + states.size(), state(source, "public"));
    }
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
    assertThat(ends).containsExactly(1L, 4L, 7L, 10L, 13L, 16L);
  }

  /** Where every form of a point is found does not depend on where and how backups are written. */
  private void assertEndsAndBetween() {
    for (long end : ends) {
      assertRestores("AT SEQUENCE " + end, end);
    }
    assertRestores("AT SEQUENCE 3", 3);
    assertRestores("AT SEQUENCE 9", 9);
    assertRestores("AT MARKER 'after backup 4'", 13);
  }

  private void assertEveryPoint() {
    for (long sequence : states.keySet()) {
      assertRestores("AT SEQUENCE " + sequence, sequence);
    }
    markers.forEach((sequence, marker) -> assertRestores("AT MARKER '" + marker + "'", sequence));
    JsonNode commits = sql.json("SHOW TIMELINE OF " + name).path("entries");
    for (JsonNode entry : commits) {
      if (entry.path("type").asText().equals("commit") && entry.path("sequence").asLong() == 9) {
        assertRestores("AT TRANSACTION " + entry.path("transaction").asText(), 9);
        assertRestores("BEFORE TRANSACTION '" + entry.path("transaction").asText() + "'", 8);
        assertRestores("AT POSITION '" + entry.path("position").asText() + "'", 9);
        assertRestores("AT '" + entry.path("time").asText() + "'", 9);
      }
    }
    JsonNode plan =
        sql.json("EXPLAIN RESTORE %s AT SEQUENCE 9 INTO '%s'".formatted(name, target.url()));
    assertThat(plan.path("sequence").asLong()).isEqualTo(9);
    assertThat(plan.path("verified").asBoolean()).isFalse();
    assertRestores("LATEST", states.size());
    assertRestores("", states.size());
  }

  private void assertRestores(String point, long sequence) {
    JsonNode report =
        sql.json(
            "RESTORE %s %s INTO '%s' SCHEMA back WITH (REPLACE = TRUE)"
                .formatted(name, point, target.url()));
    assertThat(report.path("sequence").asLong()).as(point).isEqualTo(sequence);
    assertThat(state(target, "back")).as(point).isEqualTo(states.get(sequence));
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
    assertThat(state(target, "exported")).isEqualTo(states.get(7L));
  }

  private static List<String> state(Database database, String schema) {
    List<String> rows = new ArrayList<>();
    for (String table : TABLES) {
      rows.add(table);
      rows.addAll(database.copy("SELECT * FROM " + schema + "." + table + " ORDER BY 1"));
    }
    return rows;
  }
}
