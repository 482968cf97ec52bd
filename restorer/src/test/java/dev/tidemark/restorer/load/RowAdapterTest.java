package dev.tidemark.restorer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.row.UnadaptableRowsException;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A row from before its table changed")
class RowAdapterTest {

  private static final TableDefinition BEFORE =
      Definitions.table("public.t")
          .column("id", "integer", ValueKind.INT32)
          .column("name", "character varying(10)", ValueKind.TEXT)
          .column("price", "numeric(6,2)", ValueKind.NUMERIC)
          .build();

  private static Definitions after() {
    return Definitions.table("public.t").column("id", "integer", ValueKind.INT32);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "column dropped",
            after().dropped().column("price", "numeric(6,2)", ValueKind.NUMERIC),
            "1",
            "9.50"),
        change(
            "column added",
            beforeAnd().column("added", "text", ValueKind.TEXT),
            "1",
            "Ada",
            "9.50",
            null),
        change(
            "column added with a default",
            beforeAnd().column("added", "jsonb", ValueKind.JSONB, "{}"),
            "1",
            "Ada",
            "9.50",
            "{}"),
        change(
            "column renamed",
            after()
                .column("title", "character varying(10)", ValueKind.TEXT)
                .column("price", "numeric(6,2)", ValueKind.NUMERIC),
            "1",
            "Ada",
            "9.50"),
        change(
            "columns that exchanged their names",
            after()
                .column("price", "character varying(10)", ValueKind.TEXT)
                .column("name", "numeric(6,2)", ValueKind.NUMERIC),
            "1",
            "Ada",
            "9.50"),
        change(
            "column dropped and made again",
            after()
                .dropped()
                .column("price", "numeric(6,2)", ValueKind.NUMERIC)
                .column("name", "character varying(10)", ValueKind.TEXT),
            "1",
            "9.50",
            null),
        change(
            "column dropped and made again with a default",
            after()
                .dropped()
                .column("price", "numeric(6,2)", ValueKind.NUMERIC)
                .column("name", "character varying(10)", ValueKind.TEXT, "new"),
            "1",
            "9.50",
            "new"),
        change(
            "text made longer",
            after()
                .column("name", "character varying(20)", ValueKind.TEXT)
                .column("price", "numeric(6,2)", ValueKind.NUMERIC),
            "1",
            "Ada",
            "9.50"),
        change(
            "text without a limit",
            after()
                .column("name", "text", ValueKind.TEXT)
                .column("price", "numeric(6,2)", ValueKind.NUMERIC),
            "1",
            "Ada",
            "9.50"),
        change(
            "number made wider",
            after()
                .column("name", "character varying(10)", ValueKind.TEXT)
                .column("price", "numeric(8,2)", ValueKind.NUMERIC),
            "1",
            "Ada",
            "9.50"),
        change(
            "number without a limit",
            after()
                .column("name", "character varying(10)", ValueKind.TEXT)
                .column("price", "numeric", ValueKind.NUMERIC),
            "1",
            "Ada",
            "9.50"),
        change(
            "key renamed",
            Definitions.table("public.t")
                .column("number", "integer", ValueKind.INT32)
                .dropped()
                .dropped(),
            "1"));
  }

  private static Definitions beforeAnd() {
    return after()
        .column("name", "character varying(10)", ValueKind.TEXT)
        .column("price", "numeric(6,2)", ValueKind.NUMERIC);
  }

  private static Arguments change(String what, Definitions after, String... expected) {
    return Arguments.of(what, after.build(), expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  @DisplayName("has under the definition in force the values that the source has for it")
  void adapted(String what, TableDefinition after, String[] expected) {
    assertThat(adapt(BEFORE, after, "1", "Ada", "9.50")).containsExactly(expected);
  }

  static Stream<Arguments> rewrites() {
    return Stream.of(
        rewrite("name", "character varying(5)", ValueKind.TEXT),
        rewrite("name", "character(10)", ValueKind.TEXT),
        rewrite("name", "integer", ValueKind.INT32),
        rewrite("name", "json", ValueKind.TEXT),
        rewrite("name", "bytea", ValueKind.BYTES));
  }

  private static Arguments rewrite(String column, String type, ValueKind kind) {
    return Arguments.of(after().column(column, type, kind).dropped().build(), type);
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  @DisplayName("is refused when all values of a column were written anew")
  void otherType(TableDefinition after, String type) {
    assertThatThrownBy(() -> adapter(BEFORE, after))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t from before column name was changed cannot be brought to what it is"
                + " now: its type was character varying(10) and is "
                + type);
  }

  @Test
  @DisplayName("is refused when it is a row of an earlier table of the same name")
  void otherTable() {
    TableDefinition after = beforeAnd().madeAgain().build();

    assertThatThrownBy(() -> adapter(BEFORE, after))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t are those of an earlier table of this name (relation 16384, now"
                + " 16385), which was dropped");
  }

  @Test
  @DisplayName("is refused under a definition from before it, which has a column that it lost")
  void backwards() {
    TableDefinition later = after().dropped().dropped().build();

    assertThatThrownBy(() -> adapter(later, BEFORE))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t from before column name was changed cannot be brought to what it is"
                + " now: it is older than those rows, and they hold no value of it, as of a generated"
                + " column");
  }

  private static RowAdapter adapter(TableDefinition before, TableDefinition after) {
    return RowAdapter.of(RowSchema.of(before), RowSchema.of(after));
  }

  private static List<String> adapt(
      TableDefinition before, TableDefinition after, String... values) {
    AvroOutput row = new AvroOutput();
    RowEncoder.of(RowSchema.of(before)).encodeRow(values, row);
    RowSlice adapted = adapter(before, after).row(row.array(), 0, row.size());
    return java.util.Arrays.asList(
        RowText.of(RowSchema.of(after))
            .decode(adapted.array(), adapted.offset(), adapted.length()));
  }
}
