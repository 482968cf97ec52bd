package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Golden;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.StorageFullException;
import dev.tidemark.schemas.change.Sequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run")
class RunTest {

  private static final String DIRECTORY = "shop/data/1";

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  @DisplayName("gives back its versions: keys, rows, deletions and what was left unchanged")
  void readsBack() {
    StoredRun run = smallHistory();

    assertThat(texts(run))
        .containsExactly("7/0 deleted 0", "5/2 6 bytes 1", "5/1 11 bytes 0", "6/0 6 bytes 0");
  }

  @Test
  @DisplayName("knows its size, hash, keys and sequences without being opened")
  void knowsItself() {
    StoredRun run = smallHistory();

    byte[] content = storage.content("shop/data/1/public.notes/history-00.avro");
    assertThat(run.file())
        .isEqualTo(
            new RunFile(
                "public.notes/history-00.avro",
                RunRole.HISTORY,
                Notes.ID,
                0,
                content.length,
                4,
                Sha256.of(content),
                "01",
                "04",
                Sequence.of(5),
                Sequence.of(7),
                Notes.SCHEMA.fingerprint()));
  }

  @Test
  @DisplayName("of a full is an Avro file of versions that any reader of Avro reads")
  void isAvro() throws IOException {
    StoredRun run = smallBase();

    List<String> records = new ArrayList<>();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(storage.content(run.path())), new GenericDatumReader<>())) {
      stream.forEach(version -> records.add(version.get("key") + " " + version.get("row")));
      assertThat(stream.getSchema().getFullName()).isEqualTo("tidemark.public.notes.Version");
    }

    assertThat(records)
        .containsExactly(
            "{\"id\": -1} {\"id\": -1, \"title\": \"z\", \"body\": null}",
            "{\"id\": 1} {\"id\": 1, \"title\": \"b\", \"body\": \"body\"}",
            "{\"id\": 2} {\"id\": 2, \"title\": \"c\", \"body\": null}");
  }

  @Test
  @DisplayName("of a full has the bytes of format 1, today and ever after")
  void golden() {
    assertThat(storage.content(smallBase().path())).isEqualTo(Golden.file("run-base.avro"));
  }

  @Test
  @DisplayName("of an incremental as format 1 has it is read")
  void formatOne() {
    StoredRun now = smallHistory();

    StoredRun old = OldRuns.store(storage, now, 1, "run.avro");

    assertThat(texts(old)).isEqualTo(texts(now));
  }

  @Test
  @DisplayName("of many blocks keeps its order across them")
  void manyBlocks() {
    String long1 = "x".repeat(1000);
    NoteRuns runs = new NoteRuns(storage, DIRECTORY, RunRole.BASE);
    for (int id = 0; id < 1000; id++) {
      runs.row(1, id, id, long1, Integer.toString(id));
    }
    runs.row(1, 1000, 1000, "x".repeat(500_000), "larger than a block");
    StoredRun run = runs.commit();

    int rows = 0;
    try (RunReader reader = RunReader.open(storage, run)) {
      while (reader.advance()) {
        assertThat(reader.key()).isEqualTo(Notes.key(rows));
        assertThat(reader.order()).isEqualTo(rows);
        rows++;
      }
    }
    assertThat(rows).isEqualTo(1001);
  }

  @Test
  @DisplayName("may be empty")
  void empty() {
    StoredRun run = new NoteRuns(storage, DIRECTORY, RunRole.DELTA).commit();

    assertThat(run.file().rows()).isZero();
    assertThat(run.file().firstKey()).isNull();
    assertThat(run.file().lastSequence()).isEqualTo(Sequence.NONE);
    try (RunReader reader = RunReader.open(storage, run)) {
      assertThat(reader.advance()).isFalse();
    }
  }

  @Test
  @DisplayName("is not written out of order")
  void refusesDisorder() {
    String start = "public.notes/history-00.avro is written out of order: ";
    NoteRuns history = new NoteRuns(storage, DIRECTORY, RunRole.HISTORY).row(5, 1, 2, "a", "b");

    assertThatThrownBy(() -> history.row(5, 1, 2, "a", "b"))
        .hasMessage(start + "a version is not older than the one it follows");
    assertThatThrownBy(() -> history.row(6, 0, 2, "a", "b"))
        .hasMessage(start + "a version is not older than the one it follows");
    assertThatThrownBy(() -> history.row(4, 0, 1, "a", "b"))
        .hasMessage(start + "a key comes before the one it follows");
  }

  @Test
  @DisplayName("does not take what its role has no place for")
  void refusesWhatItsRoleForbids() {
    NoteRuns base = new NoteRuns(storage, DIRECTORY, RunRole.BASE);
    NoteRuns delta = new NoteRuns(storage, DIRECTORY, RunRole.DELTA).row(5, 1, 2, "a", "b");

    assertThatThrownBy(() -> base.deleted(5, 0, 1)).hasMessage("a base holds rows that are there");
    assertThatThrownBy(() -> base.row(5, 0, 1, "a", Notes.SAME))
        .hasMessage("a base holds rows with all their values");
    assertThatThrownBy(() -> delta.row(4, 0, 2, "a", "b"))
        .hasMessage("public.notes/delta-00.avro is written out of order: a key has two versions");
  }

  @Test
  @DisplayName("whose disk is full is not there, and the error says why")
  void diskFull() {
    FaultyStorage full = new FaultyStorage(storage);
    full.fillAfterBytes(100);

    assertThatThrownBy(
            () -> new NoteRuns(full, DIRECTORY, RunRole.BASE).row(1, 0, 1, "", "").commit())
        .isInstanceOf(StorageFullException.class)
        .hasMessage(
            "cannot write shop/data/1/public.notes/base-00.avro in memory: no space left on the"
                + " device");
    assertThat(storage.list("")).isEmpty();
  }

  @Test
  @DisplayName("that is another than the manifest means is refused")
  void refusesAnother() {
    StoredRun run = smallHistory();
    RunFile file = run.file();
    RunFile other =
        new RunFile(
            file.path(),
            RunRole.DELTA,
            file.table(),
            0,
            file.bytes(),
            file.rows(),
            file.sha256(),
            file.firstKey(),
            file.lastKey(),
            file.firstSequence(),
            file.lastSequence(),
            file.fingerprint());

    assertThatThrownBy(() -> RunReader.open(storage, new StoredRun(DIRECTORY, other)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(
            "shop/data/1/public.notes/history-00.avro is damaged: its tidemark.role is history"
                + " where the manifest has delta");
  }

  private List<String> texts(StoredRun run) {
    List<String> versions = new ArrayList<>();
    try (RunReader reader = RunReader.open(storage, run)) {
      while (reader.advance()) {
        String row = reader.isTombstone() ? "deleted" : reader.row().length() + " bytes";
        versions.add(
            reader.sequence() + "/" + reader.order() + " " + row + " " + reader.unchanged().length);
      }
      assertThat(reader.advance()).isFalse();
      assertThat(reader.schema()).isEqualTo(Notes.SCHEMA);
    }
    return versions;
  }

  private StoredRun smallBase() {
    return new NoteRuns(storage, DIRECTORY, RunRole.BASE)
        .row(6, 0, -1, "z", null)
        .row(5, 2, 1, "b", "body")
        .row(5, 1, 2, "c", null)
        .commit();
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
