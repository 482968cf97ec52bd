package dev.tidemark.archive.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryWriter;
import dev.tidemark.schemas.timeline.TimelineRecordReader.Detail;
import dev.tidemark.schemas.timeline.TimelineRecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The file of a timeline")
class StoredTimelineTest {

  private static final String PATH = "shop/data/1/timeline.avro";
  private static final Schema CURRENT = TimelineRecordWriter.schema();
  private static final TimelineEntry COMMIT =
      new TimelineEntry.Commit(
          Sequence.of(2),
          new TransactionId("4711"),
          Backups.position(2),
          Backups.time(2),
          List.of(new TableChanges(Notes.ID, 3, 2, 1, 1, List.of(new PartitionEnd(0, 7)))));
  private static final TimelineEntry MARKED =
      new TimelineEntry.Marked(Sequence.of(2), "friday", Backups.position(3), Backups.time(3));

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  @DisplayName("that was written with another schema is read by Avro's resolution")
  void otherSchema() throws IOException {
    Schema other = otherSchema(CURRENT);
    List<byte[]> records = List.of(resolved(COMMIT, other), resolved(MARKED, other));

    assertThat(records.get(0)[0]).isNotEqualTo(bytes(COMMIT)[0]);
    assertThat(read(other, records)).containsExactly(COMMIT, MARKED);
  }

  @Test
  @DisplayName("is damaged when an entry in it is cut off, of an unknown kind or impossible")
  void unreadable() {
    byte[] commit = bytes(COMMIT);
    byte[] longCommit = commit.clone();
    longCommit[2] = (byte) 0xFE;
    byte[] negative = commit.clone();
    negative[1] = 1;

    assertDamaged(CURRENT, Arrays.copyOf(commit, commit.length - 1), "an entry cannot be read");
    assertDamaged(CURRENT, new byte[] {20}, "an entry cannot be read");
    assertDamaged(CURRENT, new byte[] {22}, "an entry cannot be read");
    assertDamaged(CURRENT, new byte[] {1}, "an entry cannot be read");
    assertDamaged(CURRENT, longCommit, "an entry cannot be read");
    assertDamaged(CURRENT, negative, "an entry cannot be read");
  }

  @Test
  @DisplayName(
      "that was written with another schema is damaged when an entry is cut off or unknown")
  void unreadableInOtherSchema() throws IOException {
    Schema other = otherSchema(CURRENT);
    byte[] commit = resolved(COMMIT, other);

    assertDamaged(other, Arrays.copyOf(commit, commit.length - 1), "an entry cannot be read");
    assertDamaged(other, new byte[] {18}, "an entry cannot be read");
    assertDamaged(other, new byte[] {1}, "an entry cannot be read");
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  @DisplayName("is damaged when commits in a row are cut off, whatever is read of them")
  void commitsCutOff(Detail detail) {
    byte[] commits = inARow();

    for (int length = 1; length < commits.length; length++) {
      assertDamaged(CURRENT, Arrays.copyOf(commits, length), detail, "an entry cannot be read");
    }
  }

  @Test
  @DisplayName("is damaged when the columns of commits in a row do not fit together")
  void columns() {
    byte[] commits = inARow();
    int ends = commits.length - 5;
    assertThat(Arrays.copyOfRange(commits, ends, commits.length))
        .as("two numbers in two bytes: 7 and 2; and the end")
        .containsExactly(3, 4, 14, 4, 0);
    byte[] withoutOffset = Arrays.copyOf(commits, commits.length - 1);
    System.arraycopy(new byte[] {1, 2, 14, 0}, 0, withoutOffset, ends, 4);

    assertDamaged(CURRENT, withoutOffset, "an entry cannot be read");
  }

  @Test
  @DisplayName("is damaged when something follows the last entry of a block")
  void longer() {
    byte[] commit = bytes(COMMIT);

    assertDamaged(
        CURRENT, Arrays.copyOf(commit, commit.length + 1), "a block holds more than its entries");
  }

  @Test
  @DisplayName("is damaged when its schema is none")
  void noSchema() {
    TimelineFile file = write(CURRENT, List.of(bytes(COMMIT)));
    String text = new String(storage.content(PATH), StandardCharsets.ISO_8859_1);
    storage.replace(
        PATH, text.replace("\"Commit\"", "\"Com it\"").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> StoredTimeline.open(storage, PATH, file, Detail.ALL))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(PATH + " is damaged: its schema cannot be read");
  }

  private void assertDamaged(Schema schema, byte[] record, String what) {
    assertDamaged(schema, record, Detail.ALL, what);
  }

  private void assertDamaged(Schema schema, byte[] record, Detail detail, String what) {
    assertThatThrownBy(() -> read(schema, List.of(record), detail))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(PATH + " is damaged: " + what);
  }

  private List<TimelineEntry> read(Schema schema, List<byte[]> records) {
    return read(schema, records, Detail.ALL);
  }

  private List<TimelineEntry> read(Schema schema, List<byte[]> records, Detail detail) {
    List<TimelineEntry> entries = new ArrayList<>();
    try (StoredTimeline timeline =
        StoredTimeline.open(storage, PATH, write(schema, records), detail)) {
      timeline.forEachRemaining(entries::add);
    }
    return entries;
  }

  private TimelineFile write(Schema schema, List<byte[]> records) {
    try (ContainerWriter writer =
        ContainerWriter.create(storage, PATH, schema, Collections.emptySortedMap(), 3, "a file")) {
      records.forEach(record -> writer.append(record, 0, record.length));
      Content content = writer.commit();
      return new TimelineFile(content.bytes(), content.records(), content.sha256());
    }
  }

  /** One with the kinds in another order and without the last of them. */
  private static Schema otherSchema(Schema union) {
    List<Schema> kinds = new ArrayList<>(union.getTypes().subList(0, 9));
    Collections.reverse(kinds);
    return Schema.createUnion(kinds);
  }

  private static byte[] resolved(TimelineEntry entry, Schema other) throws IOException {
    Object record =
        new GenericDatumReader<Object>(CURRENT)
            .read(null, DecoderFactory.get().binaryDecoder(bytes(entry), null));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(other).write(record, encoder);
    return bytes.toByteArray();
  }

  /** Two commits as one record. */
  private static byte[] inARow() {
    List<byte[]> records = new ArrayList<>();
    TimelineRecordWriter writer =
        new TimelineRecordWriter((bytes, length) -> records.add(Arrays.copyOf(bytes, length)));
    writer.write(COMMIT);
    writer.write(
        new TimelineEntry.Commit(
            Sequence.of(3),
            new TransactionId("4712"),
            Backups.position(3),
            Backups.time(3),
            List.of(new TableChanges(Notes.ID, 3, 2, 1, 1, List.of(new PartitionEnd(0, 9))))));
    writer.flush();
    return records.get(0);
  }

  private static byte[] bytes(TimelineEntry entry) {
    AvroOutput out = new AvroOutput();
    new TimelineEntryWriter(out).write(entry);
    return out.toByteArray();
  }
}
