package dev.tidemark.acceptance.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import org.junit.jupiter.api.Test;

/** What could not be restored is not captured, and said so by name when the collection is made. */
class RefusedTypesTest {

  private static final String HINT =
      "hint: Change the column's type, or leave the table out of the collection.\n";

  private final Database source = Database.create(Servers.source(), "refused");

  @Test
  void a_type_without_input_is_refused() {
    source.execute("CREATE TABLE nodes (id int PRIMARY KEY, tree pg_node_tree)");

    assertThat(refusal("public.nodes"))
        .isEqualTo(
            "error: column tree of table public.nodes has type pg_node_tree, which cannot be"
                + " captured: its values cannot be read back from text\n"
                + HINT);
  }

  @Test
  void it_is_refused_inside_an_array_of_composites_too() {
    source.execute(
        "CREATE TYPE inner_part AS (n int, key gtsvector)",
        "CREATE TABLE nested (id int PRIMARY KEY, parts inner_part[])");

    assertThat(refusal("public.nested"))
        .isEqualTo(
            "error: column parts of table public.nested has type public.inner_part[], which cannot be"
                + " captured: its values cannot be read back from text\n"
                + HINT);
  }

  @Test
  void the_row_type_of_a_table_is_refused() {
    source.execute(
        "CREATE TABLE other (a int)", "CREATE TABLE holder (id int PRIMARY KEY, o other)");

    assertThat(refusal("public.holder"))
        .isEqualTo(
            "error: column o of table public.holder has type public.other, which cannot be captured: it is"
                + " the row type of a table, which changes with that table\n"
                + HINT);
  }

  @Test
  void a_base_type_made_by_hand_is_refused() {
    source.administrate(
        "CREATE TYPE handmade",
        "CREATE FUNCTION handmade_in(cstring) RETURNS handmade LANGUAGE internal IMMUTABLE STRICT"
            + " AS 'int4in'",
        "CREATE FUNCTION handmade_out(handmade) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT"
            + " AS 'int4out'",
        "CREATE TYPE handmade (INPUT = handmade_in, OUTPUT = handmade_out, LIKE = int)",
        "GRANT USAGE ON TYPE handmade TO PUBLIC");
    source.execute("CREATE TABLE crafted (id int PRIMARY KEY, v handmade)");

    assertThat(refusal("public.crafted"))
        .isEqualTo(
            "error: column v of table public.crafted has type public.handmade, which cannot be captured: it"
                + " is a base type made by hand, which cannot be made again elsewhere\n"
                + HINT);
  }

  private String refusal(String table) {
    Outcome create =
        Home.shared().run("create", "refused", "--source", source.url(), "--table", table);
    assertThat(create.exit()).isEqualTo(1);
    assertThat(create.out()).isEmpty();
    return create.err();
  }
}
