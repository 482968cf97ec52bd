package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.row.RowEncoder.UNCHANGED;
import static dev.tidemark.schemas.table.TableDefinitions.altered;
import static dev.tidemark.schemas.table.TableDefinitions.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.ValueKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSplicerTest {

  private static final RowSchema PLAIN =
      schema(
          4,
          column(1, "id", "integer", ValueKind.INT32, null),
          column(2, "note", "text", ValueKind.TEXT, null),
          column(3, "photo", "bytea", ValueKind.BYTES, null),
          column(4, "at", "date", ValueKind.DATE, null));

  /** The same table later: columns renamed, dropped, dropped and made again, and added. */
  private static final RowSchema LATER =
      schema(
          8,
          column(1, "key", "integer", ValueKind.INT32, null),
          column(3, "note", "bytea", ValueKind.BYTES, null),
          column(6, "at", "date", ValueKind.DATE, null),
          column(7, "added", "text", ValueKind.TEXT, null),
          column(8, "since", "timestamp", ValueKind.TIMESTAMP, "2024-05-06 07:08:09"));

  @Test
  @DisplayName("What is unchanged is taken from the older row, and nothing else is")
  void fills() {
    Filled filled =
        splice(
            PLAIN,
            new String[] {"1", UNCHANGED, "\\x01", UNCHANGED},
            PLAIN,
            new String[] {"1", "old", "\\x00", "2024-01-01"});

    assertThat(filled.values()).containsExactly("1", "old", "\\x01", "2024-01-01");
    assertThat(filled.unknown()).isEmpty();
  }

  @Test
  @DisplayName("A null in the older row is a value")
  void fillsNull() {
    Filled filled =
        splice(
            PLAIN,
            new String[] {"1", UNCHANGED, null, null},
            PLAIN,
            new String[] {"1", null, "\\x00", "infinity"});

    assertThat(filled.values()).containsExactly("1", null, null, null);
    assertThat(filled.unknown()).isEmpty();
  }

  @Test
  @DisplayName("What the older row does not know either stays unknown")
  void staysUnknown() {
    Filled filled =
        splice(
            PLAIN,
            new String[] {"1", UNCHANGED, UNCHANGED, "2024-01-01"},
            PLAIN,
            new String[] {"1", UNCHANGED, "\\x00", UNCHANGED});

    assertThat(filled.values()).containsExactly("1", null, "\\x00", "2024-01-01");
    assertThat(filled.unknown()).containsExactly(1);
  }

  @Test
  @DisplayName("Nothing unchanged: the newer row as it is")
  void nothingToFill() {
    Filled filled =
        splice(
            PLAIN,
            new String[] {"2", "n", null, null},
            PLAIN,
            new String[] {"1", "o", "\\x00", "infinity"});

    assertThat(filled.values()).containsExactly("2", "n", null, null);
    assertThat(filled.unknown()).isEmpty();
  }

  @Test
  @DisplayName("Between two shapes of a table columns are known by number, whatever their names")
  void byNumber() {
    Filled filled =
        splice(
            LATER,
            new String[] {"1", UNCHANGED, UNCHANGED, UNCHANGED, UNCHANGED},
            PLAIN,
            new String[] {"1", "old", "\\x0a0b", "2024-01-01"});

    assertThat(filled.values()).containsExactly("1", "\\x0a0b", null, null, "2024-05-06 07:08:09");
    assertThat(filled.unknown()).isEmpty();
  }

  @Test
  @DisplayName("What a renamed column does not know in the older row either stays unknown")
  void unknownByNumber() {
    Filled filled =
        splice(
            LATER,
            new String[] {"1", UNCHANGED, null, null, UNCHANGED},
            PLAIN,
            new String[] {"1", "old", UNCHANGED, "2024-01-01"});

    assertThat(filled.values()).containsExactly("1", null, null, null, "2024-05-06 07:08:09");
    assertThat(filled.unknown()).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|TEXT|bytea|BYTES",
        "integer|INT32|bigint|INT64",
        "character(10)|TEXT|text|TEXT",
      })
  @DisplayName("A column whose type changed otherwise has no value of before, when one is wanted")
  void otherType(String was, ValueKind wasKind, String is, ValueKind isKind) {
    RowSchema older = twoColumns(was, wasKind);
    RowSchema newer = twoColumns(is, isKind);

    assertThat(
            splice(newer, new String[] {UNCHANGED, null}, older, new String[] {"1", null}).values())
        .containsExactly("1", null);
    assertThatThrownBy(
            () -> splice(newer, new String[] {"1", UNCHANGED}, older, new String[] {"1", null}))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t from before column c was changed cannot be brought to what it is now:"
                + " its type was "
                + was
                + " and is "
                + is);
    assertThatThrownBy(() -> RowSplicer.of(newer, older).requireAll())
        .isInstanceOf(UnadaptableRowsException.class);
  }

  @Test
  @DisplayName("A column that was generated has no value of before, for its rows had none")
  void wasGenerated() {
    RowSchema older = schema(2, column(1, "id", "integer", ValueKind.INT32, null));
    RowSchema newer = twoColumns("text", ValueKind.TEXT);

    assertThatThrownBy(
            () -> splice(newer, new String[] {"1", UNCHANGED}, older, new String[] {"1"}))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t from before column c was changed cannot be brought to what it is now:"
                + " it is older than those rows, and they hold no value of it, as of a generated"
                + " column")
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo(
            "Restore to a point before the change. For points after it the table has to be read"
                + " again: drop the collection and create it again.");
  }

  @Test
  @DisplayName("Rows of an earlier table of the same name are never taken for this one's")
  void otherRelation() {
    RowSchema older = PLAIN;
    RowSchema newer =
        RowSchema.of(altered(99_000, 4, column(1, "id", "integer", ValueKind.INT32, null)));

    assertThatThrownBy(() -> RowSplicer.of(newer, older))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t are those of an earlier table of this name (relation 16384, now"
                + " 99000), which was dropped")
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo(
            "Restore to a point before it was made again. For points after it the table has to be"
                + " read again: drop the collection and create it again.");
  }

  @Test
  @DisplayName("A missing value that is none of its type is refused and not repeated")
  void unreadableMissing() {
    RowSchema newer =
        schema(
            5,
            column(1, "id", "integer", ValueKind.INT32, null),
            column(5, "n", "integer", ValueKind.INT32, "secret"));

    assertThatThrownBy(() -> RowSplicer.of(newer, PLAIN))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessage("a value of column n (integer) of public.t is not written as that type is");
  }

  private static RowSchema twoColumns(String type, ValueKind kind) {
    return schema(
        2, column(1, "id", "integer", ValueKind.INT32, null), column(2, "c", type, kind, null));
  }

  private static RowSchema schema(int lastNumber, Column... columns) {
    return RowSchema.of(altered(16_384, lastNumber, columns));
  }

  private record Filled(String[] values, int[] unknown) {}

  private static Filled splice(
      RowSchema newerSchema, String[] newer, RowSchema olderSchema, String[] older) {
    AvroOutput newerRow = new AvroOutput();
    AvroOutput olderRow = new AvroOutput();
    AvroOutput out = new AvroOutput();
    newerRow.writeByte(99);
    int[] unchanged = RowEncoder.of(newerSchema).encodeRow(newer, newerRow);
    int[] olderUnchanged = RowEncoder.of(olderSchema).encodeRow(older, olderRow);

    int[] unknown =
        RowSplicer.of(newerSchema, olderSchema)
            .splice(
                new RowSlice(newerRow.array(), 1, newerRow.size() - 1),
                unchanged,
                RowSlice.of(olderRow),
                olderUnchanged,
                out);

    return new Filled(RowText.of(newerSchema).decode(out.array(), 0, out.size()), unknown);
  }
}
