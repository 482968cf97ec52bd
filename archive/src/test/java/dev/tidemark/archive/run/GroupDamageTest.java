package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.AvroOutput;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Files that are what their manifest says, and yet not what a run is. */
@DisplayName("A group that")
class GroupDamageTest {

  private static final String DAMAGED = "shop/data/1/public.notes/delta-00.avro is damaged: ";
  private static final RunName NAME =
      new RunName(NoteRuns.SHOP, Sequence.NONE, Sequence.of(9), Notes.ID, RunRole.DELTA, 0, 1);

  private final MemoryStorage storage = new MemoryStorage();

  /** A group of two tombstones of 1 and 2. */
  private int versions = 2;

  private byte[] deleted = {1, 1};
  private int keyColumns = 1;
  private int branches;
  private byte[] integers = {2, 2};
  private int excess;

  @Test
  @DisplayName("has all its parts is read")
  void whole() {
    try (RunReader reader = RunReader.open(storage, write())) {
      assertThat(reader.advance()).isTrue();
      assertThat(reader.advance()).isTrue();
      assertThat(reader.key()).isEqualTo(Notes.key(2));
      assertThat(reader.isTombstone()).isTrue();
      assertThat(reader.advance()).isFalse();
    }
  }

  @Test
  @DisplayName("says another number of versions than it has is refused")
  void otherCount() {
    versions = 3;
    assertUnreadable("a group has another number of versions");
    versions = 0;
    assertUnreadable("a group has no versions");
    versions = -1;
    assertUnreadable("a group has no versions");
  }

  @Test
  @DisplayName("has other columns than its versions is refused")
  void otherColumns() {
    keyColumns = 2;
    assertUnreadable("a group has other fields than its versions");
  }

  @Test
  @DisplayName("has fewer values than versions, or more, is refused")
  void otherValues() {
    integers = new byte[] {2};
    assertUnreadable("they end in the middle of a value");
    integers = new byte[] {2, 2, 2};
    assertUnreadable("a group holds more than its versions");
    integers = new byte[] {2, 2};
    deleted = new byte[] {1, 0};
    assertUnreadable("they end in the middle of a value");
    deleted = new byte[] {1, 1};
    branches = 1;
    assertUnreadable("a group holds more than its versions");
  }

  @Test
  @DisplayName("has keys in no order is refused")
  void disorder() {
    integers = new byte[] {2, 1};

    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(DAMAGED + "its keys are not in order");
  }

  @Test
  @DisplayName("is followed by something in its block is refused")
  void excess() {
    excess = 1;

    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(DAMAGED + "a block holds more than its versions");
  }

  @Test
  @DisplayName("is in a file of other records, or of unknown versions, is refused")
  void otherHeader() {
    SortedMap<String, String> header = RunHeader.of(NAME, Notes.SCHEMA);
    StoredRun other = write(header, VersionSchema.of(Notes.SCHEMA));

    assertThatThrownBy(() -> RunReader.open(storage, other))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(DAMAGED + "its records are not groups of versions");

    header.remove("tidemark.version");
    StoredRun unknown = write(header, GroupSchema.SCHEMA);

    assertThatThrownBy(() -> RunReader.open(storage, unknown))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(DAMAGED + "its header has no tidemark.version");
  }

  private void assertUnreadable(String why) {
    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(DAMAGED + "a version cannot be read")
        .rootCause()
        .hasMessageContaining(why);
  }

  private void readAll() {
    try (RunReader reader = RunReader.open(storage, write())) {
      while (reader.advance()) {
        assertThat(reader.sequence()).isPositive();
      }
    }
  }

  private StoredRun write() {
    return write(RunHeader.of(NAME, Notes.SCHEMA), GroupSchema.SCHEMA);
  }

  private StoredRun write(SortedMap<String, String> header, Schema schema) {
    String path = "shop/data/1/" + NAME.path();
    AvroOutput group = group();
    try (ContainerWriter container =
        ContainerWriter.create(storage, path, schema, header, 3, NAME.identity())) {
      container.append(group.array(), 0, group.size());
      Content content = container.commit();
      RunFile file =
          new RunFile(
              NAME.path(),
              NAME.role(),
              NAME.table(),
              0,
              content.bytes(),
              2,
              content.sha256(),
              "02",
              "04",
              Sequence.of(1),
              Sequence.of(1),
              Notes.SCHEMA.fingerprint());
      return new StoredRun("shop/data/1", file);
    }
  }

  private AvroOutput group() {
    AvroOutput out = new AvroOutput();
    out.writeInt(versions);
    array(out, new byte[] {2, 0});
    array(out, new byte[] {0, 2});
    array(out, deleted);
    array(out, new byte[] {0, 0});
    out.writeInt(keyColumns);
    out.writeBytes(new byte[branches], 0, branches);
    array(out, integers);
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(3);
    for (int field = 0; field < 3; field++) {
      out.writeRaw(new byte[3], 0, 3);
    }
    out.writeInt(0);
    out.writeRaw(new byte[excess], 0, excess);
    return out;
  }

  /** Whose elements have a byte each. */
  private static void array(AvroOutput out, byte[] elements) {
    out.writeInt(-elements.length);
    out.writeBytes(elements, 0, elements.length);
    out.writeInt(0);
  }
}
