package dev.tidemark.capture.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.SourceServer;
import dev.tidemark.capture.catalog.Catalog;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The snapshot of a slot")
final class ExportedSnapshotTest {

  private static final AtomicInteger SLOTS = new AtomicInteger();
  private static final List<TableId> TABLES =
      List.of(TableId.parse("public.rows"), TableId.parse("public.missing"));

  private final SourceServer source = SourceServer.database();
  private final SourceDatabase database = new SourceDatabase(source.url());

  @BeforeEach
  void createTable() {
    source.execute(
        "CREATE TABLE public.rows (id int PRIMARY KEY)", "INSERT INTO public.rows VALUES (1)");
  }

  @Test
  void shows_the_rows_that_were_there_when_the_slot_was_made() {
    assertThat(openedAfter("INSERT INTO public.rows VALUES (2)")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUNCATE public.rows",
        "ALTER TABLE public.rows ADD COLUMN text text DEFAULT 'a'",
        "ALTER TABLE public.rows ALTER COLUMN id TYPE bigint",
        "ALTER TABLE public.rows RENAME COLUMN id TO number",
        "ALTER TABLE public.rows RENAME TO gone",
        "DROP TABLE public.rows",
        "CREATE TABLE public.missing (id int PRIMARY KEY)"
      })
  void is_refused_after_a_table_became_another_one(String statement) {
    assertThat(openedAfter(statement)).isEqualTo("refused");
  }

  /** What it shows of the rows' ids, or that it is refused. */
  private String openedAfter(String statement) {
    try (SourceSession replication = database.openReplication();
        SourceSession reader = database.open();
        SourceSession now = database.open()) {
      String snapshot = exported(replication);
      source.execute(statement);
      return ExportedSnapshot.open(reader, now, snapshot, TABLES)
          ? reader.one("select string_agg(id::text, ',') from public.rows", row -> row.getString(1))
          : "refused";
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reads_the_rows_of_its_table_or_none_when_another_has_taken_its_name(boolean isRenamed)
      throws SQLException {
    source.execute(
        "CREATE SCHEMA next",
        "CREATE TABLE next.rows (id int PRIMARY KEY)",
        "INSERT INTO next.rows VALUES (2)");
    try (SourceSession replication = database.openReplication();
        SourceSession reader = database.open();
        SourceSession now = database.open()) {
      TableDefinition table = Catalog.definition(now, TABLES.get(0));
      assertThat(ExportedSnapshot.open(reader, now, exported(replication), TABLES)).isTrue();
      if (isRenamed) {
        source.execute("ALTER SCHEMA public RENAME TO old", "ALTER SCHEMA next RENAME TO public");
      }

      List<String> read = new ArrayList<>();
      boolean isWhole =
          TableCopy.read(
              reader,
              database::open,
              table,
              line -> read.add(new String(line, StandardCharsets.UTF_8).strip()));

      assertThat(isWhole).isEqualTo(!isRenamed);
      assertThat(read).isEqualTo(isRenamed ? List.of() : List.of("1"));
    }
  }

  @Test
  void waits_for_who_has_a_table_to_himself() throws Exception {
    try (SourceSession replication = database.openReplication();
        SourceSession reader = database.open();
        SourceSession now = database.open();
        Connection other = source.connect();
        Statement statement = other.createStatement()) {
      String snapshot = exported(replication);
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE public.rows IN ACCESS EXCLUSIVE MODE");

      CompletableFuture<Boolean> opened =
          CompletableFuture.supplyAsync(() -> ExportedSnapshot.open(reader, now, snapshot, TABLES));
      awaitSomebodyWaiting();
      other.rollback();

      assertThat(opened.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private void awaitSomebodyWaiting() throws SQLException {
    try (Connection watching = source.connect();
        Statement statement = watching.createStatement()) {
      boolean isWaiting = false;
      while (!isWaiting) {
        try (var row =
            statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE NOT granted AND database ="
                    + " (SELECT oid FROM pg_catalog.pg_database WHERE datname ="
                    + " pg_catalog.current_database()))")) {
          row.next();
          isWaiting = row.getBoolean(1);
        }
      }
    }
  }

  private static String exported(SourceSession replication) {
    String slot = "exported_" + SLOTS.incrementAndGet();
    try (Statement statement = replication.connection().createStatement();
        var row =
            statement.executeQuery(
                "CREATE_REPLICATION_SLOT "
                    + slot
                    + " TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT")) {
      row.next();
      return row.getString("snapshot_name");
    } catch (SQLException e) {
      throw new IllegalStateException("no slot", e);
    }
  }
}
