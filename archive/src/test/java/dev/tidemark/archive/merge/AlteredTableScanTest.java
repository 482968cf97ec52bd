package dev.tidemark.archive.merge;

import static dev.tidemark.archive.Notes.RELATION;
import static dev.tidemark.archive.Notes.SAME;
import static dev.tidemark.archive.Notes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.row.UnadaptableRowsException;
import dev.tidemark.schemas.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scan of a table that was altered between its runs")
class AlteredTableScanTest {

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  @DisplayName("finds an unchanged value in a column that had another name")
  void renamed() {
    RowSchema after = schema(text(2, "headline", null), text(3, "title", null));

    assertThat(scan(updated(5, after, "1", SAME, SAME), base()))
        .containsExactly("[1, one, body one]", "[2, two, body two]");
  }

  @Test
  @DisplayName("never brings back the values of a column that was dropped and made again")
  void madeAgain() {
    RowSchema after = schema(text(2, "title", null), text(4, "body", null));

    assertThat(scan(updated(5, after, "1", SAME, SAME), base()))
        .containsExactly("[1, one, null]", "[2, two, body two]");
  }

  @Test
  @DisplayName("gives an unchanged value of an added column what older rows have for it")
  void added() {
    RowSchema after =
        schema(text(2, "title", null), text(3, "body", null), text(4, "mood", "calm"));

    assertThat(scan(updated(5, after, "1", SAME, "new", SAME), base()))
        .containsExactly("[1, one, new, calm]", "[2, two, body two]");
  }

  @Test
  @DisplayName("looks for it in all versions since it was added, and only then before")
  void addedLongAgo() {
    RowSchema between = schema(text(2, "title", null), text(3, "body", null), text(4, "a", "old"));
    RowSchema after = schema(text(2, "title", null), text(4, "b", "old"), text(5, "c", "five"));

    assertThat(
            scan(
                updated(7, after, "1", SAME, SAME, SAME),
                updated(6, between, "1", "uno", SAME, SAME),
                updated(5, between, "1", SAME, SAME, "given"),
                base()))
        .containsExactly("[1, uno, given, five]", "[2, two, body two]");
    assertThat(
            scan(
                updated(7, after, "1", SAME, SAME, SAME),
                updated(6, between, "1", "uno", SAME, SAME),
                base()))
        .containsExactly("[1, uno, old, five]", "[2, two, body two]");
  }

  @Test
  @DisplayName("refuses a value of an earlier table of the same name")
  void otherTable() {
    RowSchema other = RowSchema.of(Notes.definition(RELATION + 1, text(2, "title", null)));

    assertThatThrownBy(() -> scan(updated(5, other, "1", SAME), base()))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.notes are those of an earlier table of this name (relation 16400, now"
                + " 16401), which was dropped");
  }

  @Test
  @DisplayName("knows no row of the earlier table once a TRUNCATE stands between them")
  void otherTableAfterTruncate() {
    RowSchema other = RowSchema.of(Notes.definition(RELATION + 1, text(2, "title", null)));

    assertThat(
            scan(
                Optional.of(ChangeId.of(5, 0)),
                updated(6, other, "1", SAME),
                inserted(5, other, "1", "new"),
                base()))
        .containsExactly("[1, new]");
  }

  private StoredRun base() {
    return new NoteRuns(storage, "full", RunRole.BASE)
        .row(1, 0, 1, "one", "body one")
        .row(1, 1, 2, "two", "body two")
        .commit();
  }

  private StoredRun inserted(long sequence, RowSchema schema, String... values) {
    return updated(sequence, schema, values);
  }

  private StoredRun updated(long sequence, RowSchema schema, String... values) {
    return new NoteRuns(storage, "at " + sequence, RunRole.DELTA, schema, 1)
        .add(sequence, 1, Integer.parseInt(values[0]), Notes.encode(schema, values))
        .commit();
  }

  private static RowSchema schema(Column... columns) {
    return RowSchema.of(Notes.definition(RELATION, columns));
  }

  private List<String> scan(StoredRun... runs) {
    return scan(Optional.empty(), runs);
  }

  private List<String> scan(Optional<ChangeId> truncated, StoredRun... runs) {
    List<String> rows = new ArrayList<>();
    try (TableScan scan = TableScan.open(storage, List.of(runs), Sequence.of(9), truncated)) {
      while (scan.advance()) {
        RowText text = RowText.of(scan.schema());
        rows.add(
            Arrays.toString(
                text.decode(scan.row().array(), scan.row().offset(), scan.row().length())));
      }
    }
    return rows;
  }
}
