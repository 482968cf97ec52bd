package dev.tidemark.archive.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A scan of a table")
class TableScanTest {

  private final MemoryStorage storage = new MemoryStorage();

  private StoredRun base() {
    return new NoteRuns(storage, "full", RunRole.BASE)
        .row(1, 0, 1, "one", "body one")
        .row(1, 1, 2, "two", "body two")
        .row(1, 2, 3, "three", "body three")
        .commit();
  }

  /** 5: one is renamed, two is deleted, four is new. 6: one is renamed again, four is deleted. */
  private List<StoredRun> incremental() {
    return List.of(
        new NoteRuns(storage, "incremental", RunRole.DELTA)
            .row(6, 0, 1, "uno", Notes.SAME)
            .deleted(5, 1, 2)
            .deleted(6, 1, 4)
            .commit(),
        new NoteRuns(storage, "incremental", RunRole.HISTORY)
            .row(5, 0, 1, "eins", Notes.SAME)
            .row(5, 2, 4, "four", "body four")
            .commit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4|[1, one, body one] [2, two, body two] [3, three, body three]",
        "5|[1, eins, body one] [3, three, body three] [4, four, body four]",
        "6|[1, uno, body one] [3, three, body three]"
      })
  @DisplayName("has each row as it was at the sequence")
  void asOf(long sequence, String expected) {
    List<StoredRun> runs = new ArrayList<>(incremental());
    runs.add(base());

    assertThat(scan(runs, sequence, null)).isEqualTo(expected);
  }

  @Test
  @DisplayName(
      "at a backup's end needs no history: what is unchanged is what it was at its beginning")
  void deltaAlone() {
    assertThat(scan(List.of(incremental().get(0), base()), 6, null))
        .isEqualTo("[1, uno, body one] [3, three, body three]");
  }

  @Test
  @DisplayName("tells of each row which change made it so")
  void changes() {
    List<String> ids = new ArrayList<>();
    try (TableScan scan =
        TableScan.open(
            storage, List.of(incremental().get(0), base()), Sequence.of(6), Optional.empty())) {
      while (scan.advance()) {
        ids.add(scan.sequence() + "/" + scan.order());
        assertThat(scan.schema()).isSameAs(scan.schema()).isEqualTo(Notes.SCHEMA);
        assertThat(scan.key().length()).isPositive();
      }
    }

    assertThat(ids).containsExactly("6/0", "1/2");
  }

  @Test
  @DisplayName("of no runs is empty")
  void empty() {
    assertThat(scan(List.of(), 6, null)).isEmpty();
  }

  @Test
  @DisplayName("has of a truncated table what came after the TRUNCATE, in its own transaction too")
  void truncated() {
    StoredRun delta =
        new NoteRuns(storage, "incremental", RunRole.DELTA)
            .row(5, 0, 1, "before", "x")
            .row(5, 2, 2, "after", "y")
            .row(4, 7, 5, "long before", "z")
            .commit();

    assertThat(scan(List.of(base(), delta), 5, ChangeId.of(5, 1))).isEqualTo("[2, after, y]");
  }

  @Test
  @DisplayName("takes unchanged values from rows that had other columns")
  void otherColumns() {
    StoredRun delta =
        new NoteRuns(storage, "incremental", RunRole.DELTA, Notes.WIDER_SCHEMA, 2)
            .add(5, 0, 1, Notes.wider(1, "uno", Notes.SAME, "glad"))
            .commit();

    assertThat(scan(List.of(base(), delta), 5, null))
        .isEqualTo("[1, uno, body one, glad] [2, two, body two] [3, three, body three]");
  }

  @Test
  @DisplayName("takes each unchanged value from the next version that has it")
  void severalSteps() {
    StoredRun first =
        new NoteRuns(storage, "1", RunRole.DELTA).row(5, 0, 1, Notes.SAME, "second body").commit();
    StoredRun second =
        new NoteRuns(storage, "2", RunRole.DELTA).row(6, 0, 1, Notes.SAME, Notes.SAME).commit();

    assertThat(scan(List.of(second, base(), first), 6, null)).startsWith("[1, one, second body] ");
  }

  @Test
  @DisplayName("refuses a value that is nowhere, and guesses none")
  void unresolvable() {
    StoredRun delta =
        new NoteRuns(storage, "incremental", RunRole.DELTA)
            .row(6, 3, 1, "uno", Notes.SAME)
            .commit();
    String message =
        "the change 6/3 of public.notes in incremental/public.notes/delta-00.avro left body"
            + " unchanged, and no older version of the row has the value";

    assertThatThrownBy(() -> scan(List.of(delta), 6, null))
        .isInstanceOf(UnresolvableValueException.class)
        .hasMessage(message);
    // Nor does a version count that a TRUNCATE has killed.
    assertThatThrownBy(() -> scan(List.of(delta, base()), 6, ChangeId.of(5, 0)))
        .hasMessage(message);
  }

  @Test
  @DisplayName("refuses an unchanged value of a row that was deleted in between")
  void unresolvableOverATombstone() {
    StoredRun deleted = new NoteRuns(storage, "1", RunRole.DELTA).deleted(5, 0, 1).commit();
    StoredRun delta =
        new NoteRuns(storage, "2", RunRole.DELTA).row(6, 0, 1, "uno", Notes.SAME).commit();

    assertThatThrownBy(() -> scan(List.of(base(), deleted, delta), 6, null))
        .isInstanceOf(UnresolvableValueException.class);
  }

  @Test
  @DisplayName("refuses a change that two runs have")
  void sameChangeTwice() {
    StoredRun copy =
        new NoteRuns(storage, "copy", RunRole.DELTA).row(1, 0, 1, "one", "body one").commit();

    assertThatThrownBy(() -> scan(List.of(base(), copy), 6, null))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("it holds the change 1/0 that is also in ");
  }

  @Test
  @DisplayName("refuses runs whose keys are of other columns")
  void changedKey() {
    StoredRun other =
        new NoteRuns(storage, "other", RunRole.DELTA, Notes.KEYED_BY_COUNT, 1).commit();

    assertThatThrownBy(() -> scan(List.of(base(), other), 6, null))
        .isInstanceOf(ChangedKeyException.class)
        .hasMessage(
            "other/public.notes/delta-00.avro has another key than"
                + " full/public.notes/base-00.avro");
  }

  @Test
  @DisplayName("closes what it opened when a run is missing")
  void missingRun() {
    StoredRun base = base();
    StoredRun gone = incremental().get(0);
    storage.delete(gone.path());

    assertThatThrownBy(() -> scan(List.of(base, gone), 6, null))
        .isInstanceOf(MissingFileException.class)
        .hasMessage("incremental/public.notes/delta-00.avro is missing from memory");
  }

  private String scan(List<StoredRun> runs, long sequence, ChangeId truncated) {
    List<String> rows = new ArrayList<>();
    try (TableScan scan =
        TableScan.open(storage, runs, Sequence.of(sequence), Optional.ofNullable(truncated))) {
      while (scan.advance()) {
        RowText text = RowText.of(scan.schema());
        rows.add(
            Arrays.toString(
                text.decode(scan.row().array(), scan.row().offset(), scan.row().length())));
      }
    }
    return String.join(" ", rows);
  }
}
