package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Golden;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSlice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run of an incremental, whose versions are in groups,")
class GroupsTest {

  private static final String DIRECTORY = "shop/data/1";

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  @DisplayName("is an Avro file that any reader of Avro reads: numbers are differences")
  void isAvro() throws IOException {
    StoredRun run = smallHistory();

    List<String> groups = new ArrayList<>();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(storage.content(run.path())), new GenericDatumReader<>())) {
      stream.forEach(group -> groups.add(group.toString()));
      assertThat(stream.getMetaString("tidemark.format")).isEqualTo("3");
      assertThat(stream.getMetaString("tidemark.version")).contains("\"name\":\"Version\"");
      assertThat(stream.getSchema().getFullName()).isEqualTo("tidemark.Group");
    }

    String key = "{\"branches\": \"\", \"integers\": [-1, 2, 0, 1], \"others\": \"\"}";
    String id = "{\"branches\": \"\u00FF\u00FF\u00FF\", \"integers\": [], \"others\": \"\"}";
    String title =
        "{\"branches\": \"\\u0001\\u0001\\u0001\", \"integers\": [],"
            + " \"others\": \"\\u0002b\\u0002a\\u0002c\"}";
    String body =
        "{\"branches\": \"\\u0000\\u0001\\u0000\", \"integers\": [], \"others\": \"\\bbody\"}";
    assertThat(groups)
        .containsExactly(
            "{\"versions\": 4, \"sequence\": [7, -2, 0, 1], \"order\": [0, 2, -1, -1],"
                + " \"deleted\": [true, false, false, false], \"unchanged\": [[], [2], [], []],"
                + " \"key\": ["
                + key
                + "], \"row\": ["
                + id
                + ", "
                + title
                + ", "
                + body
                + "]}");
  }

  @Test
  @DisplayName("has the bytes of format 3, today and ever after")
  void golden() {
    assertThat(storage.content(smallHistory().path())).isEqualTo(Golden.file(3, "run.avro"));
  }

  @Test
  @DisplayName("keeps its order across groups, among them one of a row larger than a group")
  void manyGroups() {
    NoteRuns runs = new NoteRuns(storage, DIRECTORY, RunRole.DELTA);
    for (int id = 0; id < 1000; id++) {
      runs.row(1000 - id, id, id, "x".repeat(1000), id == 500 ? "y".repeat(3_000_000) : null);
    }
    StoredRun run = runs.commit();

    int id = 0;
    try (RunReader reader = RunReader.open(storage, run)) {
      while (reader.advance()) {
        assertThat(reader.key()).isEqualTo(Notes.key(id));
        assertThat(reader.sequence()).isEqualTo(1000 - id);
        assertThat(reader.order()).isEqualTo(id);
        assertThat(reader.rowLength()).isGreaterThan(id == 500 ? 3_000_000 : 1000);
        id++;
      }
    }
    assertThat(id).isEqualTo(1000);
  }

  @Test
  @DisplayName("gives back a row whose key's column has another value than its key")
  void rowOfAnotherKey() {
    RowSlice row = Notes.row(7, "a", "b").row();

    StoredRun run =
        new NoteRuns(storage, DIRECTORY, RunRole.DELTA)
            .add(1, 0, 1, new Notes.Encoded(row, new int[0]))
            .row(1, 1, 2, "c", "d")
            .commit();

    try (RunReader reader = RunReader.open(storage, run)) {
      assertThat(reader.advance()).isTrue();
      assertThat(reader.key()).isEqualTo(Notes.key(1));
      assertThat(reader.row()).isEqualTo(row);
      assertThat(reader.advance()).isTrue();
      assertThat(reader.row()).isEqualTo(Notes.row(2, "c", "d").row());
    }
  }

  @Test
  @DisplayName("does not take a row that it could not give back byte by byte")
  void refusesOtherBytes() {
    NoteRuns runs = new NoteRuns(storage, DIRECTORY, RunRole.DELTA);
    byte[] row = Notes.row(7, "a", null).row().toByteArray();
    byte[] longer = {row[0], (byte) (row[1] | 0x80), 0, row[2], row[3], row[4], row[5]};

    assertThatThrownBy(() -> runs.add(1, 0, 1, new Notes.Encoded(RowSlice.of(longer), new int[0])))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining("a number is longer than it has to be");
    assertThatThrownBy(
            () ->
                runs.add(
                    2, 0, 2, new Notes.Encoded(RowSlice.of(new byte[] {0, 0, 0, 0}), new int[0])))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining("something follows the last field");
  }

  @Test
  @DisplayName("is counted by its versions, not by its groups")
  void counted() {
    RunFile file = smallHistory().file();
    assertThat(file.rows()).isEqualTo(4);
    StoredRun other = new StoredRun(DIRECTORY, withRows(file, 5, file.bytes(), file.sha256()));

    assertThatThrownBy(() -> readAll(other))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(
            "shop/data/1/public.notes/history-00.avro is damaged: it has 4 records where the"
                + " manifest has 5");
  }

  private static RunFile withRows(RunFile file, long rows, long bytes, Sha256 sha256) {
    return new RunFile(
        file.path(),
        file.role(),
        file.table(),
        0,
        bytes,
        rows,
        sha256,
        file.firstKey(),
        file.lastKey(),
        Sequence.of(5),
        Sequence.of(7),
        file.fingerprint());
  }

  private void readAll(StoredRun run) {
    try (RunReader reader = RunReader.open(storage, run)) {
      while (reader.advance()) {
        assertThat(reader.sequence()).isPositive();
      }
    }
  }

  private StoredRun smallHistory() {
    return new NoteRuns(storage, DIRECTORY, RunRole.HISTORY)
        .deleted(7, 0, -1)
        .row(5, 2, 1, "b", Notes.SAME)
        .row(5, 1, 1, "a", "body")
        .row(6, 0, 2, "c", null)
        .commit();
  }
}
