package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps for them what rows from before print, and writes it into no row. */
@DisplayName("The definition of a table to which columns were added")
final class AddedColumnsTest {

  private final DefinedSource source = new DefinedSource();

  @Test
  void has_the_text_that_older_rows_print() {
    source.execute(
        "CREATE TYPE public.mood AS ENUM ('sad, {really}', 'ok')",
        "CREATE TYPE public.pair AS (a text, b int[])",
        "CREATE TABLE public.t (id int PRIMARY KEY)",
        "INSERT INTO public.t VALUES (1)");
    List<String> defaults =
        List.of(
            "text DEFAULT 'q\"uo\\te {x}, '' '",
            "text DEFAULT E'\\ttab\\nline'",
            "text DEFAULT 'NULL'",
            "text DEFAULT ''",
            "varchar(9) DEFAULT 'ü€\uD83D\uDE00'",
            "char(5) DEFAULT 'a'",
            "int[] DEFAULT '{1,NULL,3}'",
            "text[] DEFAULT ARRAY['a\"b', 'NULL', NULL, '', '\\']",
            "int[] DEFAULT '[0:1]={4,5}'",
            "public.pair DEFAULT ROW('x\"\\,y', ARRAY[1,2])::public.pair",
            "public.pair[] DEFAULT ARRAY[ROW('x\"\\,y', NULL)::public.pair]",
            "public.mood DEFAULT 'sad, {really}'",
            "timestamptz DEFAULT '2020-01-01 00:00:00+02'",
            "interval DEFAULT '1 day 2 hours'",
            "numeric(10,2) DEFAULT 1",
            "float8 DEFAULT 0.1",
            "bytea DEFAULT '\\xdead'",
            "jsonb DEFAULT '{\"a\": [1, \"b\"]}'",
            "int4range DEFAULT '[1,5)'",
            "boolean DEFAULT true",
            "int");
    for (int i = 0; i < defaults.size(); i++) {
      source.execute("ALTER TABLE public.t ADD COLUMN c" + i + " " + defaults.get(i));
    }

    List<Column> columns = source.definition("public.t").columns();

    List<String> printed = source.rows("SELECT * FROM public.t").get(0);
    assertThat(columns.subList(1, columns.size()).stream().map(Column::missing).toList())
        .isEqualTo(printed.subList(1, printed.size()));
    assertThat(columns.get(0).missing()).isNull();
  }

  @Test
  void forgets_what_older_rows_have_once_there_are_none() {
    source.execute(
        "CREATE TABLE public.t (id int PRIMARY KEY)",
        "INSERT INTO public.t VALUES (1)",
        "ALTER TABLE public.t ADD COLUMN a text DEFAULT 'x'");
    TableDefinition before = source.definition("public.t");

    source.execute("VACUUM FULL public.t");

    TableDefinition after = source.definition("public.t");
    assertThat(before.columns().get(1).missing()).isEqualTo("x");
    assertThat(after.columns().get(1).missing()).isNull();
    assertThat(after.rememberingMissing(before)).isEqualTo(before);
  }
}
