package dev.tidemark.restorer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A row from before its table changed")
class RowAdapterTest {

  private static final TableDefinition BEFORE =
      Definitions.table("public.t")
          .column("id", "integer", ValueKind.INT32)
          .column("gone", "text", ValueKind.TEXT)
          .column("kept", "text", ValueKind.TEXT)
          .build();

  @Test
  @DisplayName("keeps its columns by name and loses the dropped")
  void adapted() {
    // given
    TableDefinition after =
        Definitions.table("public.t")
            .column("id", "integer", ValueKind.INT32)
            .column("kept", "text", ValueKind.TEXT)
            .build();
    AvroOutput row = new AvroOutput();
    RowEncoder.of(RowSchema.of(BEFORE)).encodeRow(new String[] {"1", "x", "y"}, row);

    // when
    RowSlice adapted = adapter(after).row(row.array(), 0, row.size());

    // then
    assertThat(
            RowText.of(RowSchema.of(after))
                .decode(adapted.array(), adapted.offset(), adapted.length()))
        .containsExactly("1", "y");
  }

  @Test
  @DisplayName("is refused when it lacks a column: that may have been added or renamed")
  void lacksColumn() {
    // given
    TableDefinition after =
        Definitions.table("public.t")
            .column("id", "integer", ValueKind.INT32)
            .column("added", "integer", ValueKind.INT32)
            .build();

    // when, then
    assertThatThrownBy(() -> adapter(after))
        .isInstanceOf(UnknownValueException.class)
        .hasMessage(
            "rows of public.t from before column added was changed cannot be restored to a point"
                + " after it: they have no column of this name, and whether it was added or renamed,"
                + " and with what value, is not recorded")
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(
            "Restore to a point before the change. For points after it, take a new full snapshot of"
                + " the table: drop the collection and create it again.");
  }

  @Test
  @DisplayName("is refused when a column has another type now")
  void otherType() {
    // given
    TableDefinition after =
        Definitions.table("public.t")
            .column("id", "integer", ValueKind.INT32)
            .column("kept", "integer", ValueKind.INT32)
            .build();

    // when, then
    assertThatThrownBy(() -> adapter(after))
        .isInstanceOf(UnknownValueException.class)
        .hasMessage(
            "rows of public.t from before column kept was changed cannot be restored to a point"
                + " after it: its type was text and is integer");
  }

  private static RowAdapter adapter(TableDefinition after) {
    return RowAdapter.of(RowSchema.of(BEFORE), RowSchema.of(after), after.id());
  }
}
