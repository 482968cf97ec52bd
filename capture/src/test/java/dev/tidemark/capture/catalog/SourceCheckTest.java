package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.capture.SourceServer;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A source")
final class SourceCheckTest {

  private final SourceServer source = SourceServer.database();

  private static void check(DatabaseUrl url, String... tables) {
    List<TableId> ids = Arrays.stream(tables).map(TableId::parse).toList();
    try (SourceSession session = new SourceDatabase(url).open()) {
      SourceCheck.check(session, ids, "tidemark_check");
    }
  }

  private void assertRefused(DatabaseUrl url, String table, String message, String hint) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> check(url, table));
    assertThat(problem).as("a refusal").isNotNull();
    assertThat(problem.getMessage()).isEqualTo(message);
    assertThat(problem.hint()).isEqualTo(hint);
  }

  private void assertRefused(String table, String message, String hint) {
    assertRefused(source.url(), table, message, hint);
  }

  private DatabaseUrl as(String user) {
    DatabaseUrl url = source.url();
    return new DatabaseUrl(url.host(), url.port(), url.database(), user, Secret.NONE, Map.of());
  }

  @Test
  void that_is_fit_is_let_through() {
    source.execute("CREATE TABLE public.t (id int PRIMARY KEY)");

    assertThatCode(() -> check(source.url(), "public.t")).doesNotThrowAnyException();
  }

  @Test
  void without_such_a_database_is_refused() {
    DatabaseUrl url = source.url();
    DatabaseUrl other =
        new DatabaseUrl(url.host(), url.port(), "nowhere", url.user(), Secret.NONE, Map.of());

    assertRefused(
        other,
        "public.t",
        "the source localhost:" + url.port() + " has no database nowhere",
        "Check the last part of the source's URL.");
  }

  @Test
  void that_does_not_answer_is_refused_without_its_password() {
    DatabaseUrl url = new DatabaseUrl("localhost", 1, "db", "me", new Secret("s3cret"), Map.of());

    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> check(url, "public.t"));

    assertThat(problem).isInstanceOf(UnreachableSourceException.class);
    assertThat(problem.getMessage())
        .startsWith("the source localhost:1/db cannot be reached: ")
        .doesNotContain("s3cret");
    assertThat(problem.hint())
        .isEqualTo(
            "Check host and port, that the server runs, and that a firewall lets this machine in.");
  }

  @Test
  void whose_user_is_unknown_is_refused() {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> check(as("nobody"), "public.t"));

    assertThat(problem.getMessage())
        .isEqualTo(
            "the source localhost:"
                + source.url().port()
                + " refuses user nobody: role \"nobody\" does not exist");
    assertThat(problem.hint())
        .isEqualTo(
            "Check the user, the password and pg_hba.conf; a password with special characters must"
                + " be percent-encoded in the URL.");
  }

  @Test
  void whose_user_may_not_replicate_is_refused_and_so_on_through_every_right() {
    String role = source.url().database() + "_user";
    source.execute(
        "CREATE ROLE " + role + " LOGIN",
        "CREATE TABLE public.t (id int PRIMARY KEY)",
        "REVOKE ALL ON public.t FROM PUBLIC");
    DatabaseUrl url = as(role);
    String place = "the source " + url.place();

    assertRefused(
        url,
        "public.t",
        "user " + role + " may not replicate from " + place,
        "Run: ALTER ROLE \"" + role + "\" REPLICATION;");

    source.execute("ALTER ROLE " + role + " REPLICATION");
    assertRefused(
        url,
        "public.t",
        "user " + role + " may not create a publication in " + place,
        "Run: GRANT CREATE ON DATABASE \"" + url.database() + "\" TO \"" + role + "\";");

    source.execute("GRANT CREATE ON DATABASE " + url.database() + " TO " + role);
    assertRefused(
        url,
        "public.t",
        "user " + role + " may not publish table public.t: it belongs to postgres",
        "Run: GRANT \"postgres\" TO \"" + role + "\";");

    source.execute("ALTER TABLE public.t OWNER TO " + role);
    source.execute("REVOKE SELECT ON public.t FROM " + role);
    assertRefused(
        url,
        "public.t",
        "user " + role + " may not read table public.t",
        "Run: GRANT SELECT ON \"public\".\"t\" TO \"" + role + "\";");

    source.execute(
        "GRANT SELECT ON public.t TO " + role,
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE public.t FORCE ROW LEVEL SECURITY");
    assertRefused(
        url,
        "public.t",
        "row-level security hides rows of table public.t from user " + role,
        "Run: ALTER ROLE \"" + role + "\" BYPASSRLS;");

    source.execute("ALTER ROLE " + role + " BYPASSRLS");
    assertThatCode(() -> check(url, "public.t")).doesNotThrowAnyException();
  }

  @Test
  void without_the_table_is_refused_with_names_that_are_near() {
    source.execute(
        "CREATE SCHEMA other",
        "CREATE TABLE public.orders (id int PRIMARY KEY)",
        "CREATE TABLE other.\"order\" (id int PRIMARY KEY)");

    assertRefused(
        "public.Order",
        "the source " + source.url().place() + " has no table public.Order",
        "Did you mean public.orders? Upper and lower case count.");
    assertRefused(
        "public.order",
        "the source " + source.url().place() + " has no table public.order",
        "Did you mean other.order or public.orders? Upper and lower case count.");
    assertRefused(
        "public.customers",
        "the source " + source.url().place() + " has no table public.customers",
        "Check schema and name; upper and lower case count.");
  }

  @Test
  void whose_table_is_none_is_refused() {
    source.execute(
        "CREATE VIEW public.v AS SELECT 1 AS id",
        "CREATE TABLE public.parted (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE UNLOGGED TABLE public.u (id int PRIMARY KEY)");

    assertRefused(
        "public.v",
        "public.v is a view, and only plain tables can be captured",
        "Name the tables it is made from.");
    assertRefused(
        "public.parted",
        "public.parted is a partitioned table, and only plain tables can be captured",
        "Name its partitions instead; each is a plain table.");
    assertRefused(
        "public.u",
        "public.u is unlogged: its changes are not in the source's log",
        "Run: ALTER TABLE \"public\".\"u\" SET LOGGED;");
    assertRefused(
        "pg_catalog.pg_class",
        "pg_catalog.pg_class belongs to the system and cannot be captured",
        "Name tables of your own.");
  }

  @Test
  void whose_table_tells_its_rows_apart_in_any_way_is_let_through() {
    source.execute(
        "CREATE TABLE public.other (id int PRIMARY KEY, n int NOT NULL UNIQUE)",
        "ALTER TABLE public.other REPLICA IDENTITY USING INDEX other_n_key",
        "CREATE TABLE public.later (id int PRIMARY KEY DEFERRABLE, n int NOT NULL UNIQUE)",
        "ALTER TABLE public.later REPLICA IDENTITY USING INDEX later_n_key",
        "CREATE TABLE public.keyless (j json, x xml, p point, a int[], b bytea)",
        "ALTER TABLE public.keyless REPLICA IDENTITY FULL",
        "CREATE TABLE public.exchanged (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)",
        "ALTER TABLE public.exchanged REPLICA IDENTITY FULL");

    assertThatCode(
            () ->
                check(
                    source.url(),
                    "public.other",
                    "public.later",
                    "public.keyless",
                    "public.exchanged"))
        .doesNotThrowAnyException();
  }

  @Test
  void whose_table_does_not_tell_its_rows_apart_is_refused_with_the_statements_that_mend_it() {
    source.execute(
        "CREATE TABLE public.keyless (id int)",
        "CREATE TABLE public.nothing (id int PRIMARY KEY)",
        "ALTER TABLE public.nothing REPLICA IDENTITY NOTHING",
        "CREATE TABLE public.keyless_nothing (id int)",
        "ALTER TABLE public.keyless_nothing REPLICA IDENTITY NOTHING",
        "CREATE TABLE public.lost (id int PRIMARY KEY, n int NOT NULL)",
        "CREATE UNIQUE INDEX lost_n ON public.lost (n)",
        "ALTER TABLE public.lost REPLICA IDENTITY USING INDEX lost_n",
        "DROP INDEX public.lost_n");
    String add = "ADD PRIMARY KEY (…); or, to capture it without one: ALTER TABLE ";

    assertRefused(
        "public.keyless",
        "table public.keyless has no primary key: its updates and deletes do not say which row they"
            + " mean",
        "Run: ALTER TABLE \"public\".\"keyless\" "
            + add
            + "\"public\".\"keyless\" REPLICA IDENTITY FULL;");
    assertRefused(
        "public.nothing",
        "table public.nothing has REPLICA IDENTITY NOTHING: its updates and deletes do not say which"
            + " row they mean",
        "Run: ALTER TABLE \"public\".\"nothing\" REPLICA IDENTITY DEFAULT;");
    assertRefused(
        "public.keyless_nothing",
        "table public.keyless_nothing has REPLICA IDENTITY NOTHING: its updates and deletes do not"
            + " say which row they mean",
        "Run: ALTER TABLE \"public\".\"keyless_nothing\" "
            + add
            + "\"public\".\"keyless_nothing\" REPLICA IDENTITY FULL;");
    assertRefused(
        "public.lost",
        "table public.lost has lost the index that was its REPLICA IDENTITY: its updates and deletes"
            + " do not say which row they mean",
        "Run: ALTER TABLE \"public\".\"lost\" REPLICA IDENTITY DEFAULT;");
  }

  @Test
  void whose_table_tells_its_rows_apart_only_now_and_then_is_refused() {
    source.execute(
        "CREATE TABLE public.later (id int PRIMARY KEY DEFERRABLE)",
        "CREATE TABLE public.later_made (id int PRIMARY KEY DEFERRABLE,"
            + " b int GENERATED ALWAYS AS (id + 1) STORED)",
        "CREATE TABLE public.odd (id int PRIMARY KEY, n int NOT NULL UNIQUE)",
        "ALTER TABLE public.odd REPLICA IDENTITY USING INDEX odd_n_key",
        "CREATE INDEX odd_some ON public.odd (n) WHERE n > 0",
        // The server makes no such identity; this is what a check of it would find.
        "SET allow_system_table_mods = on",
        "UPDATE pg_catalog.pg_index SET indisunique = false, indimmediate = false,"
            + " indpred = (SELECT indpred FROM pg_catalog.pg_index"
            + " WHERE indexrelid = 'public.odd_some'::regclass)"
            + " WHERE indexrelid = 'public.odd_n_key'::regclass",
        "UPDATE pg_catalog.pg_attribute SET attnotnull = false"
            + " WHERE attrelid = 'public.odd'::regclass AND attname = 'n'");
    String deferrable =
        " has a deferrable primary key: its updates and deletes do not say which row they mean";

    assertRefused(
        "public.later",
        "table public.later" + deferrable,
        "Run: ALTER TABLE \"public\".\"later\" REPLICA IDENTITY FULL;");
    assertRefused(
        "public.later_made",
        "table public.later_made" + deferrable,
        "Drop the primary key and add it again NOT DEFERRABLE.");
    assertRefused(
        "public.odd",
        "table public.odd has index odd_n_key as its REPLICA IDENTITY, which does not tell its rows"
            + " apart: it is not unique, its check can be deferred, it does not cover every row, its"
            + " column n can be null",
        "Run: ALTER TABLE \"public\".\"odd\" REPLICA IDENTITY DEFAULT;");
  }

  @Test
  void whose_rows_could_no_longer_be_updated_is_refused() {
    source.execute(
        "CREATE TABLE public.keyed (a int PRIMARY KEY, b int GENERATED ALWAYS AS (a * 2) STORED)",
        "ALTER TABLE public.keyed REPLICA IDENTITY FULL",
        "CREATE TABLE public.keyless (a int, b int GENERATED ALWAYS AS (a * 2) STORED)",
        "ALTER TABLE public.keyless REPLICA IDENTITY FULL");
    String both =
        " has REPLICA IDENTITY FULL and generated columns: once its changes are published, the server"
            + " refuses to update or delete its rows";

    assertRefused(
        "public.keyed",
        "table public.keyed" + both,
        "Run: ALTER TABLE \"public\".\"keyed\" REPLICA IDENTITY DEFAULT;");
    assertRefused(
        "public.keyless",
        "table public.keyless" + both,
        "Run: ALTER TABLE \"public\".\"keyless\" ADD PRIMARY KEY (…);");
  }

  @Test
  void whose_rows_the_stream_would_not_carry_is_refused() {
    source.execute(
        "CREATE TABLE public.made (a int, b int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY)",
        "CREATE TABLE public.empty ()",
        "ALTER TABLE public.empty REPLICA IDENTITY FULL");

    assertRefused(
        "public.made",
        "table public.made has the generated column b in its key, whose values are not in the change"
            + " stream",
        "Give the table a key of other columns, or leave it out of the collection.");
    assertRefused(
        "public.empty",
        "table public.empty has no column whose values are in the change stream",
        "Add a column, or leave the table out of the collection.");
  }

  @Test
  void with_any_name_that_the_source_takes_is_let_through() {
    source.execute(
        "CREATE SCHEMA \"it's\"",
        "CREATE TABLE \"it's\".\"a \"\"b\"\".`c`\" (id int PRIMARY KEY, \"ID\" int, \"'\"\"`\" int)");

    assertThatCode(() -> check(source.url(), "\"it's\".\"a \"\"b\"\".`c`\""))
        .doesNotThrowAnyException();
  }

  @Test
  void whose_values_cannot_be_read_back_is_refused() {
    source.execute(
        "CREATE TABLE public.row_type (id int PRIMARY KEY)",
        "CREATE TABLE public.t (id int PRIMARY KEY, r public.row_type[])",
        "CREATE TABLE public.n (id int PRIMARY KEY, tree pg_node_tree)");

    String hint = "Change the column's type, or leave the table out of the collection.";
    assertRefused(
        "public.t",
        "column r of table public.t has type public.row_type[], which cannot be captured: it is the"
            + " row type of a table, which changes with that table",
        hint);
    assertRefused(
        "public.n",
        "column tree of table public.n has type pg_node_tree, which cannot be captured: its values"
            + " cannot be read back from text",
        hint);
  }

  @Test
  void that_has_such_a_slot_or_publication_already_is_refused() {
    source.execute("CREATE TABLE public.t (id int PRIMARY KEY)");
    source.execute("CREATE PUBLICATION tidemark_check");
    assertRefused(
        "public.t",
        "the source "
            + source.url().place()
            + " already has a publication tidemark_check, perhaps of a collection elsewhere",
        "Choose another name, or if nobody needs it run: DROP PUBLICATION \"tidemark_check\";");

    source.execute("SELECT pg_create_logical_replication_slot('tidemark_check', 'pgoutput')");
    assertRefused(
        "public.t",
        "the source "
            + source.url().place()
            + " already has a replication slot tidemark_check, perhaps of a collection elsewhere",
        "Choose another name, or if nobody needs it run: SELECT"
            + " pg_drop_replication_slot('tidemark_check');");

    try (SourceSession session = new SourceDatabase(source.url()).open()) {
      SourceObjects.drop(session, "tidemark_check");
      SourceObjects.drop(session, "tidemark_check");
    }
    assertThatCode(() -> check(source.url(), "public.t")).doesNotThrowAnyException();
  }
}
