package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.row.RowEncoder.UNCHANGED;
import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.table.ValueKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSplicerTest {

  private static final RowSchema PLAIN =
      RowSchema.of(
          table(
              "public.t",
              column("id", "integer", ValueKind.INT32),
              column("note", "text", ValueKind.TEXT),
              column("photo", "bytea", ValueKind.BYTES),
              column("at", "date", ValueKind.DATE)));

  /** The same table later: a column dropped, one added, and in another order. */
  private static final RowSchema LATER =
      RowSchema.of(
          table(
              "public.t",
              column("id", "integer", ValueKind.INT32),
              column("photo", "bytea", ValueKind.BYTES),
              column("added", "text", ValueKind.TEXT),
              column("note", "text", ValueKind.TEXT)));

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
  @DisplayName(
      "Between two shapes of a table, columns are matched by name; a new one stays unknown")
  void otherSchema() {
    Filled filled =
        splice(
            LATER,
            new String[] {"1", UNCHANGED, UNCHANGED, UNCHANGED},
            PLAIN,
            new String[] {"1", "old", "\\x0a0b", "2024-01-01"});

    assertThat(filled.values()).containsExactly("1", "\\x0a0b", null, "old");
    assertThat(filled.unknown()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource({
    "text, TEXT, text, TEXT, true",
    "character varying(20), TEXT, character varying(30), TEXT, true",
    "character varying(20), TEXT, text, TEXT, true",
    "character varying(20), TEXT, character varying, TEXT, true",
    "text, TEXT, character varying(20), TEXT, false",
    "character varying(20), TEXT, character varying(10), TEXT, false",
    "character(10), TEXT, character(20), TEXT, false",
    "character(10), TEXT, text, TEXT, false",
    "json, TEXT, text, TEXT, false",
    "json, TEXT, jsonb, JSONB, false",
    "text, TEXT, bytea, BYTES, false",
    "integer[], OTHER, bigint[], OTHER, false",
  })
  @DisplayName("A column whose type changed is filled only when that rewrote no value")
  void otherType(String was, ValueKind wasKind, String is, ValueKind isKind, boolean filled) {
    RowSchema older = twoColumns(was, wasKind);
    RowSchema newer = twoColumns(is, isKind);
    String value = wasKind == ValueKind.BYTES ? "\\x00" : "old";

    int[] unknown =
        splice(newer, new String[] {"1", UNCHANGED}, older, new String[] {"1", value}).unknown();

    assertThat(unknown).containsExactly(filled ? new int[0] : new int[] {1});
  }

  private static RowSchema twoColumns(String type, ValueKind kind) {
    return RowSchema.of(
        table("p.t", column("id", "integer", ValueKind.INT32), column("c", type, kind)));
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
