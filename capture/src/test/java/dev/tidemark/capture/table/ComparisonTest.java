package dev.tidemark.capture.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.table.TableShape.OldRow;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table compared in two places of the log")
final class ComparisonTest {

  private static final Tables ORDERS = Tables.table("public.orders", "id", "name", "note");

  private static Alteration after(Tables altered) {
    return after(altered, RowsBetween.NONE);
  }

  private static Alteration after(Tables altered, RowsBetween between) {
    return Comparison.of(ORDERS.state(), altered.state(), between);
  }

  private static RowsBetween rows(TableShape... shapes) {
    return new RowsBetween(List.of(shapes), /* areAllKnown= */ true);
  }

  private static Alteration reread(String reason) {
    return new Alteration.Reread(reason);
  }

  @Test
  void is_the_same_when_nothing_was_said_of_it() {
    assertThat(after(ORDERS)).isEqualTo(Alteration.NONE);
  }

  @Test
  void is_the_same_in_another_file_with_no_column_touched() {
    assertThat(after(ORDERS.refile())).isEqualTo(Alteration.NONE);
  }

  @Test
  void is_made_otherwise_when_its_columns_are_others_and_its_rows_are_not() {
    assertThat(after(ORDERS.add("extra"))).isEqualTo(Alteration.REDEFINED);
    assertThat(after(ORDERS.drop("note"))).isEqualTo(Alteration.REDEFINED);
    assertThat(after(ORDERS.rename("note", "remark"))).isEqualTo(Alteration.REDEFINED);
    assertThat(after(ORDERS.drop("note").add("note"))).isEqualTo(Alteration.REDEFINED);
    assertThat(after(ORDERS.drop("note").refile())).isEqualTo(Alteration.REDEFINED);
  }

  @Test
  void has_to_be_read_again_when_it_was_rewritten() {
    Alteration rewritten = reread("its rows were rewritten");
    assertThat(after(ORDERS.add("volatile").refile())).isEqualTo(rewritten);
    assertThat(after(ORDERS.stamp("name").refile())).isEqualTo(rewritten);
  }

  @Test
  void keeps_values_whose_type_only_grew_in_place() {
    Tables bounded = ORDERS.retype("name", "character varying(10)", ValueKind.TEXT, 1043, 14);
    Tables longer = bounded.retype("name", "character varying(20)", ValueKind.TEXT, 1043, 24);

    assertThat(Comparison.of(bounded.state(), longer.state(), RowsBetween.NONE))
        .isEqualTo(Alteration.REDEFINED);
    assertThat(Comparison.of(longer.state(), bounded.state(), RowsBetween.NONE))
        .isEqualTo(reread("the type of column name was changed"));
    assertThat(after(ORDERS.retype("name", "bigint", ValueKind.INT64, 20, -1).refile()))
        .isEqualTo(reread("the type of column name was changed"));
  }

  @Test
  void has_to_be_read_again_when_it_is_another_table_or_has_another_key() {
    assertThat(after(ORDERS.recreate())).isEqualTo(reread("it was dropped and made again"));
    assertThat(after(ORDERS.republish()))
        .isEqualTo(reread("it was taken out of the publication for a while"));
    assertThat(after(ORDERS.rekey("name")))
        .isEqualTo(reread("what tells its rows apart was changed"));
    assertThat(after(ORDERS.rekey(null)))
        .isEqualTo(reread("what tells its rows apart was changed"));
  }

  @Test
  void has_to_be_read_again_when_a_column_is_no_longer_computed() {
    Tables computed = ORDERS.compute("note");

    assertThat(Comparison.of(computed.state(), ORDERS.state(), RowsBetween.NONE))
        .isEqualTo(reread("column note, which was computed, has values of its own now"));
    assertThat(Comparison.of(computed.state(), computed.add("extra").state(), RowsBetween.NONE))
        .isEqualTo(Alteration.REDEFINED);
  }

  @Test
  void has_to_be_read_again_when_it_has_no_key_and_other_columns() {
    Tables keyless = ORDERS.rekey(null);

    assertThat(Comparison.of(keyless.state(), keyless.add("extra").state(), RowsBetween.NONE))
        .isEqualTo(reread("its columns were changed, and it has no key"));
  }

  @Test
  void has_to_be_read_again_when_values_of_a_type_were_renamed() {
    Tables before =
        ORDERS.type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok')");
    Tables more =
        ORDERS.type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'so', 'it''s ok')");
    Tables renamed = ORDERS.type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'ok')");
    Tables pair = ORDERS.type("public.pair", "CREATE TYPE public.pair AS (a integer)");
    Tables triple = ORDERS.type("public.pair", "CREATE TYPE public.pair AS (a integer, b text)");

    assertThat(Comparison.of(before.state(), more.state(), RowsBetween.NONE))
        .isEqualTo(Alteration.REDEFINED);
    assertThat(Comparison.of(before.state(), renamed.state(), RowsBetween.NONE))
        .isEqualTo(reread("type public.mood, which it uses, was changed"));
    assertThat(Comparison.of(pair.state(), triple.state(), RowsBetween.NONE))
        .isEqualTo(reread("type public.pair, which it uses, was changed"));
  }

  @Test
  void has_to_be_read_again_when_a_value_was_renamed_and_its_name_given_to_another() {
    Tables two = ORDERS.type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'ok')");
    Tables turned = ORDERS.type("public.mood", "CREATE TYPE public.mood AS ENUM ('ok', 'sad')");
    Tables three =
        ORDERS.type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'fine', 'ok')");
    EnumLabel sad = new EnumLabel("public.mood", 1, "sad");
    EnumLabel ok = new EnumLabel("public.mood", 2, "ok");
    Alteration renamed = reread("a value of type public.mood, which it uses, was renamed");

    assertThat(
            Comparison.of(
                two.labelled(sad, ok),
                turned.labelled(
                    new EnumLabel("public.mood", 1, "ok"), new EnumLabel("public.mood", 2, "sad")),
                RowsBetween.NONE))
        .isEqualTo(renamed);
    assertThat(
            Comparison.of(
                two.labelled(sad, ok),
                three.labelled(
                    sad,
                    new EnumLabel("public.mood", 2, "fine"),
                    new EnumLabel("public.mood", 3, "ok")),
                RowsBetween.NONE))
        .isEqualTo(renamed);
    assertThat(
            Comparison.of(
                two.labelled(sad, ok),
                three.labelled(sad, ok, new EnumLabel("public.mood", 3, "fine")),
                RowsBetween.NONE))
        .isEqualTo(Alteration.REDEFINED);
  }

  @Test
  void understands_rows_between_as_those_of_the_one_state_or_of_the_other() {
    Tables added = ORDERS.add("extra");

    assertThat(after(added, rows(ORDERS.shape(), added.shape()))).isEqualTo(Alteration.REDEFINED);
    assertThat(after(added, rows(ORDERS.rename("note", "for_a_while").shape())))
        .isEqualTo(reread("its rows came with columns that it had only for a while"));
  }

  @Test
  void has_rows_that_are_told_apart_as_it_tells_them_apart() {
    TableState keyed = ORDERS.state();
    TableState keyless = ORDERS.rekey(null).state();

    assertThat(Comparison.isOf(ORDERS.shape(), keyed)).isTrue();
    assertThat(Comparison.isOf(ORDERS.shape(OldRow.WHOLE), keyed)).isTrue();
    assertThat(Comparison.isOf(ORDERS.shape(new OldRow.Key(Set.of("id", "name"))), keyed)).isTrue();
    assertThat(Comparison.isOf(ORDERS.shape(new OldRow.Key(Set.of("name"))), keyed)).isFalse();
    assertThat(Comparison.isOf(ORDERS.shape(OldRow.NONE), keyed)).isFalse();
    assertThat(Comparison.isOf(ORDERS.shape(OldRow.WHOLE), keyless)).isTrue();
    assertThat(Comparison.isOf(ORDERS.shape(), keyless)).isFalse();
  }

  @Test
  void does_not_guess_which_of_two_columns_of_one_name_rows_between_had() {
    Tables again = ORDERS.drop("note").add("note");
    Alteration unsure =
        reread("a column was dropped and made again under its name while its rows changed");

    assertThat(after(again, rows(ORDERS.shape()))).isEqualTo(unsure);
    assertThat(after(again, new RowsBetween(List.of(), /* areAllKnown= */ false)))
        .isEqualTo(unsure);
  }
}
