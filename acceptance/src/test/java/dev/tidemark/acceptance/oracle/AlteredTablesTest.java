package dev.tidemark.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.acceptance.workload.Observer;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.schemas.change.TableId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tables that are altered while they are captured, without any row being written anew. */
class AlteredTablesTest {

  private static final TableId PEOPLE = TableId.parse("public.people");
  private static final TableId MARKS = TableId.parse("public.marks");
  private static final List<TableId> TABLES = List.of(PEOPLE, MARKS);

  private final Database source = Database.create(Servers.source(), "altered");

  private final SortedMap<Long, Moment> moments = new TreeMap<>();

  private record Moment(State rows, Map<TableId, List<String>> definitions) {}

  @Test
  void are_restored_with_the_rows_and_the_columns_of_every_moment() throws SQLException {
    source.execute(
        "CREATE TABLE public.people (id int PRIMARY KEY, name varchar(8), age int, note text,"
            + " body text)",
        "ALTER TABLE public.people ALTER COLUMN body SET STORAGE EXTERNAL",
        "INSERT INTO public.people SELECT i, 'n' || i, 20 + i, 'note ' || i, repeat('b', 3000)"
            + " FROM generate_series(1, 20) i",
        "CREATE TABLE public.marks (tag varchar(4), n numeric(4,2))",
        "ALTER TABLE public.marks REPLICA IDENTITY FULL",
        "INSERT INTO public.marks SELECT 'a', 1.5 FROM generate_series(1, 5)",
        "CREATE FUNCTION public.guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF age ON public.people FOR EACH ROW EXECUTE"
            + " FUNCTION public.guard()",
        "CREATE TRIGGER wary AFTER TRUNCATE ON public.people EXECUTE FUNCTION public.guard()");
    BackupCollection collection =
        BackupCollection.protect(Home.shared(), "altered", source, TABLES);
    collection.backup();
    remember(collection);

    commit(collection, "UPDATE public.people SET age = age + 1 WHERE id < 4");
    source.execute(
        "ALTER TABLE public.people ADD COLUMN city text NOT NULL DEFAULT 'Bern'",
        "ALTER TABLE public.people ADD COLUMN essay text DEFAULT repeat('e', 3000)",
        "ALTER TABLE public.people ADD COLUMN nothing int");
    commit(collection, "INSERT INTO public.people (id, name, city) VALUES (30, 'new', 'Rome')");
    commit(collection, "UPDATE public.people SET age = 1, nothing = 5 WHERE id = 5");
    source.execute(
        "ALTER TABLE public.people RENAME COLUMN note TO remark",
        "ALTER TABLE public.people ALTER COLUMN name TYPE varchar(20)",
        "ALTER TABLE public.people ALTER COLUMN city SET DEFAULT 'Oslo'");
    commit(collection, "UPDATE public.people SET name = 'a rather long name' WHERE id = 6");
    source.execute(
        "ALTER TABLE public.people DISABLE TRIGGER wary",
        "ALTER TABLE public.marks RENAME COLUMN tag TO label",
        "ALTER TABLE public.marks ALTER COLUMN label TYPE text,"
            + " ALTER COLUMN n TYPE numeric(9,2)");
    commit(
        collection, "DELETE FROM public.marks WHERE ctid = (SELECT min(ctid) FROM public.marks)");
    commit(
        collection, "INSERT INTO public.marks VALUES ('a', 1.5), ('longer than before', 12345.6)");
    source.execute(
        "DROP TRIGGER guard ON public.people", "ALTER TABLE public.people DROP COLUMN age");
    commit(collection, "DELETE FROM public.people WHERE id = 7");
    commit(collection, "UPDATE public.people SET remark = NULL WHERE id = 8");
    source.execute("ALTER TABLE public.people ADD COLUMN age int DEFAULT 7");
    commit(collection, "INSERT INTO public.people (id, age) VALUES (31, NULL)");
    collection.backup();
    commit(collection, "UPDATE public.people SET city = 'Linz' WHERE id = 9");
    source.execute(
        "ALTER TABLE public.people ALTER COLUMN name TYPE text",
        "ALTER TABLE public.people RENAME COLUMN id TO number");
    commit(collection, "UPDATE public.people SET number = 100, essay = 'own' WHERE number = 10");
    commit(collection, "UPDATE public.people SET number = 101 WHERE number = 11");

    for (Map.Entry<Long, Moment> moment : moments.entrySet()) {
      then_a_restore_equals_the_source(collection, moment.getKey(), moment.getValue());
    }
  }

  /** Waits until it is in a backup: then its definition is, too, before the next alteration. */
  private void commit(BackupCollection collection, String statement) throws SQLException {
    source.execute(statement);
    collection.incremental();
    remember(collection);
  }

  private void remember(BackupCollection collection) throws SQLException {
    Map<TableId, List<String>> definitions = new HashMap<>();
    TABLES.forEach(table -> definitions.put(table, Catalog.describe(source, table)));
    try (Observer observer = new Observer(source, TABLES)) {
      moments.put(collection.backedUpTo(), new Moment(observer.observe(), definitions));
    }
  }

  private void then_a_restore_equals_the_source(
      BackupCollection collection, long sequence, Moment moment) throws SQLException {
    Database target = Database.create(Servers.source(), "altered_restored");
    // It lets no row in: those that are restored are none of its business.
    target.execute(
        "CREATE FUNCTION public.guard() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RAISE EXCEPTION ''a trigger fired''; END'");
    collection.restore(target, "--sequence", Long.toString(sequence));

    for (TableId table : TABLES) {
      assertThat(Catalog.describe(target, table))
          .as(table + " at " + sequence)
          .isEqualTo(moment.definitions().get(table));
      assertThat(new RestoredDatabase(target).differences(table, moment.rows()))
          .as(table + " at " + sequence)
          .isEmpty();
    }
  }
}
