package dev.tidemark.restorer.target;

import static dev.tidemark.restorer.target.TargetSpec.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.load.EmptyDestinationFirstException;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database that a restore fails on is as it was before")
class TargetUntouchedTest {

  private final TargetSpec target = new TargetSpec();

  @Test
  @DisplayName("when it has one of the tables")
  void tableExists() {
    // given
    target.database.run("CREATE TABLE customers (id int)");
    target.table(Definitions.customers());

    // when, then
    assertRefused(
        target::validate,
        EmptyDestinationFirstException.class,
        target.database.place() + " already has public.customers",
        "Restore beside it with --schema NAME, or replace it with --replace.");
  }

  @Test
  @DisplayName("when a table to replace is a part of another, which would lose its rows")
  void partOfAnother() {
    // given
    target.database.run(
        "CREATE TABLE everybody (id int, name text) PARTITION BY RANGE (id)",
        "CREATE TABLE customers PARTITION OF everybody FOR VALUES FROM (1) TO (10)");
    target.table(Definitions.customers()).replacing();

    // when, then
    assertRefused(
        target::validate,
        PrepareTargetException.class,
        target.database.place()
            + " has public.customers, which is a part of public.everybody: a table restored in its"
            + " place would not be",
        "Restore beside it with --schema and copy the rows over, or detach it there first.");
  }

  @Test
  @DisplayName("when a table to replace has partitions, which would go with it")
  void partitioned() {
    // given
    target.database.run(
        "CREATE TABLE customers (id int, name text) PARTITION BY RANGE (id)",
        "CREATE TABLE few PARTITION OF customers FOR VALUES FROM (1) TO (10)");
    target.table(Definitions.customers()).replacing();

    // when, then
    assertRefused(
        target::validate,
        PrepareTargetException.class,
        target.database.place()
            + " has public.customers, which is partitioned: all its partitions would be dropped for"
            + " one restored table",
        "Restore beside it with --schema, and insert the rows into it from there.");
  }

  @Test
  @DisplayName("when something else depends on a table to replace")
  void dependents() {
    // given
    target.database.run(
        "CREATE TABLE customers (id int)", "CREATE VIEW ids AS SELECT id FROM customers");
    target.table(Definitions.customers()).replacing();

    // when, then
    assertRefused(
        target::validate,
        PrepareTargetException.class,
        "the target "
            + target.database.place()
            + " cannot take the tables to replace: cannot drop"
            + " table public.customers because other objects depend on it (view public.ids depends"
            + " on table public.customers)",
        "Drop what depends on the table first, or restore beside it with --schema.");
  }

  @Test
  @DisplayName("when a type with the name of a needed one is another")
  void otherType() {
    // given
    target.database.run("CREATE TYPE mood AS ENUM ('ok', 'sad')");
    TableDefinition people =
        Definitions.table("public.people")
            .column("id", "integer", ValueKind.INT32)
            .column("mood", "public.mood", ValueKind.TEXT)
            .type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'ok')")
            .build();
    target.table(people);

    // when, then
    assertRefused(
        target::validate,
        PrepareTargetException.class,
        "the target has a type public.mood that is not the one the tables need: CREATE TYPE"
            + " public.mood AS ENUM ('sad', 'ok')",
        "Drop or rename it there, or restore into another database.");
  }

  @Test
  @DisplayName("when a type, an extension or a collation is missing there")
  void missingType() {
    // given
    TableDefinition maps =
        Definitions.table("public.maps")
            .column("id", "integer", ValueKind.INT32)
            .column("shape", "public.geometry", ValueKind.OTHER)
            .build();
    target.table(maps);

    // when, then
    assertRefused(
        target::validate,
        PrepareTargetException.class,
        "the target "
            + target.database.place()
            + " cannot take table public.maps: type"
            + " \"public.geometry\" does not exist",
        "Create on the target what is missing, or install the extension that has it, then restore"
            + " again.");
  }

  @Test
  @DisplayName("when an index of another table has the name of one to be made")
  void indexNameTaken() {
    // given
    target.database.run("CREATE TABLE x (id int)", "CREATE INDEX customers_pkey ON x (id)");
    target.table(Definitions.customers());

    // when, then
    assertRefused(
        target::validate,
        PrepareTargetException.class,
        "the target "
            + target.database.place()
            + " cannot take table public.customers: relation"
            + " \"customers_pkey\" already exists in schema \"public\"",
        "Drop or rename what has this name on the target, or restore into another schema with"
            + " --schema.");
  }

  @Test
  @DisplayName("when the user may not make a schema")
  void noRight() {
    // given
    target.database.run("DROP ROLE IF EXISTS visitor", "CREATE ROLE visitor LOGIN");
    target.table(Definitions.customers());
    DatabaseUrl url = target.database.url();
    DatabaseUrl visitor =
        new DatabaseUrl(
            url.host(), url.port(), url.database(), "visitor", url.password(), url.parameters());

    // when, then
    assertRefused(
        () -> {
          try (DatabaseDestination destination =
              DatabaseDestination.open(visitor, target.tables(), ExistingTables.REFUSE, "0bad")) {
            destination.validate();
          }
        },
        PrepareTargetException.class,
        "the target "
            + url.place()
            + " cannot take staging schema tidemark_restore_0bad:"
            + " permission denied for database "
            + url.database(),
        "Grant the user of the target this right, or restore as a user who has it.");
  }

  @Test
  @DisplayName("when it takes some rows and then not the next")
  void failsInTheMiddle() {
    // given
    TableDefinition narrow =
        Definitions.table("public.narrow")
            .column("id", "integer", ValueKind.INT32)
            .column("code", "geo.zip", ValueKind.TEXT)
            .type("geo.zip", "CREATE DOMAIN geo.zip AS text CHECK ((length(VALUE) = 5))")
            .build();
    target.table(narrow, row("1", "12345"), row("2", "123456"));

    // when, then
    assertRefused(
        target::restore,
        TargetFailedException.class,
        "the restore of public.narrow into "
            + target.database.place()
            + " failed: value for domain"
            + " geo.zip violates check constraint \"zip_check\"",
        "Nothing was published. Change on the target what its server complains of, then restore"
            + " again.");
  }

  @Test
  @DisplayName("when its connection is killed while rows are loaded")
  void killedWhileLoading() {
    // given
    target.table(Definitions.customers(), row("1", "Ada"));
    RestoredTable table = target.tables().get(0);
    List<String> before = target.database.inventory();

    // when
    try (DatabaseDestination destination = target.open()) {
      destination.prepare();
      try (TableDestination loading = destination.open(table, 1)) {
        byte[] row = target.rowsOf(table).get(0);
        killAll();
        assertThatThrownBy(
                () -> {
                  loading.row(row, 0, row.length);
                  loading.endRows();
                })
            .isInstanceOf(TargetFailedException.class)
            .hasMessageStartingWith(
                "the restore of public.customers into " + target.database.place() + " failed: ");
      }
    }

    // then
    assertThat(target.database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("when a restore was killed there, as soon as the next one begins")
  void leftovers() {
    // given: one that is dead and one that lives
    TableDefinition people =
        Definitions.table("app.people")
            .column("id", "integer", ValueKind.INT32)
            .column("mood", "kinds.mood", ValueKind.TEXT)
            .type("kinds.mood", "CREATE TYPE kinds.mood AS ENUM ('sad', 'ok')")
            .build();
    TargetSpec killed = target.table(people).table(Definitions.customers()).suffix("dead");
    killed.open().prepare();
    killAll();
    try (DatabaseDestination living = target.suffix("11fe").open();
        DatabaseDestination next = target.suffix("cafe").open()) {

      // when
      living.prepare();
      next.prepare();

      // then
      assertThat(
              target.database.rows("SELECT nspname FROM pg_namespace WHERE nspname ~ 'tidemark'"))
          .containsExactlyInAnyOrder(
              "tidemark_restore_11fe",
              "tidemark_restore_11fe_2",
              "tidemark_restore_cafe",
              "tidemark_restore_cafe_2");
    }
    assertThat(target.database.inventory()).containsExactly("schema public");
  }

  @Test
  @DisplayName("except for a schema of another owner, whatever its name and comment say")
  void plantedSchema() {
    // given: the restore's user is a superuser
    target.database.run(
        "DROP ROLE IF EXISTS planter",
        "CREATE ROLE planter",
        "CREATE SCHEMA precious",
        "CREATE SCHEMA tidemark_restore_bad AUTHORIZATION planter",
        "CREATE SCHEMA tidemark_restore_bad_2 AUTHORIZATION planter",
        "COMMENT ON SCHEMA tidemark_restore_bad IS E'x\\nschema precious\\nDROP SCHEMA precious'");
    List<String> before = target.database.inventory();

    // when
    try (DatabaseDestination destination = target.table(Definitions.customers()).open()) {
      destination.prepare();
    }

    // then
    assertThat(target.database.inventory()).isEqualTo(before);
    target.database.run(
        "DROP SCHEMA tidemark_restore_bad, tidemark_restore_bad_2", "DROP ROLE planter");
  }

  @Test
  @DisplayName("also from what a comment of its own user has as SQL: it is never run")
  void sqlInComment() {
    // given
    target.database.run(
        "CREATE SCHEMA precious",
        "CREATE SCHEMA tidemark_restore_bad",
        "COMMENT ON SCHEMA tidemark_restore_bad IS E'x\\nDROP SCHEMA precious'");

    // when
    try (DatabaseDestination destination = target.table(Definitions.customers()).open()) {
      destination.prepare();
    }

    // then
    assertThat(target.database.inventory()).containsExactly("schema precious", "schema public");
  }

  @Test
  @DisplayName("when its connection is lost in the commit that publishes, and it did not commit")
  void lostInCommit() {
    // given: whoever moves a table is killed by a trigger that runs in the commit
    target.database.run(
        "CREATE TABLE moves (n int)",
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid());"
            + " RETURN NULL; END'",
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON moves DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION die()",
        "CREATE FUNCTION moved() RETURNS event_trigger LANGUAGE plpgsql AS"
            + " 'BEGIN INSERT INTO public.moves VALUES (1); END'");
    List<String> before = target.database.inventory();
    target.table(Definitions.customers(), row("1", "Ada"));

    // when
    try (DatabaseDestination destination = target.open()) {
      destination.prepare();
      target.load(destination);
      target.database.run(
          "CREATE EVENT TRIGGER moving ON ddl_command_end WHEN TAG IN ('ALTER TABLE')"
              + " EXECUTE FUNCTION moved()");
      assertThatThrownBy(() -> TargetSpec.publish(destination))
          .isInstanceOf(TargetFailedException.class)
          .hasMessageStartingWith(
              "the restore of the finished tables into " + target.database.place() + " failed: ");
    }

    // then
    assertThat(target.database.inventory()).isEqualTo(before);
  }

  private void killAll() {
    target.database.run(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE application_name = 'tidemark restore' AND datname = current_database()");
  }

  private void assertRefused(
      ThrowingCallable restore,
      Class<? extends ProblemException> type,
      String message,
      String hint) {
    List<String> before = target.database.inventory();
    assertThatThrownBy(restore)
        .isInstanceOf(type)
        .hasMessage(message)
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(hint);
    assertThat(target.database.inventory()).isEqualTo(before);
  }
}
