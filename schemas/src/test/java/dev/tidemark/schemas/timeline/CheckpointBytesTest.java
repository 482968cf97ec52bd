package dev.tidemark.schemas.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.SingleObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is written and read by hand is what Avro's own writer writes. */
class CheckpointBytesTest {

  private static final int VALUE = SingleObject.HEADER_LENGTH;

  @Provide
  Arbitrary<Checkpoint> checkpoints() {
    return Checkpoints.any();
  }

  @Provide
  Arbitrary<TimelineEntry> entries() {
    return Checkpoints.anyEntry();
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void aCheckpointHasTheBytesOfAvrosGenericWriterAndIsReadInWhateverBlocksItWrites(
      @ForAll("checkpoints") Checkpoint checkpoint) {
    GenericRecord record = GenericCheckpoints.of(checkpoint);
    byte[] bytes = CheckpointCodec.encode(checkpoint);
    byte[] header = Arrays.copyOf(bytes, VALUE);

    assertThat(Arrays.copyOfRange(bytes, VALUE, bytes.length))
        .isEqualTo(GenericCheckpoints.write(record, CheckpointCodec.schema()));
    assertThat(CheckpointCodec.decode(bytes)).isEqualTo(checkpoint);
    byte[] blocks = GenericCheckpoints.writeInBlocks(record, CheckpointCodec.schema());
    assertThat(CheckpointCodec.decode(joined(header, blocks))).isEqualTo(checkpoint);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void anEntryHasTheBytesOfAvrosGenericWriterAndIsReadInWhateverBlocksItWrites(
      @ForAll("entries") TimelineEntry entry) {
    Schema schema = TimelineEntryWriter.schema();
    GenericRecord record = GenericCheckpoints.of(entry);
    byte[] bytes = written(entry);
    byte[] blocks = GenericCheckpoints.writeInBlocks(record, schema);

    assertThat(bytes).isEqualTo(GenericCheckpoints.write(record, schema));
    AvroInput in = AvroInput.of(joined(bytes, blocks));
    TimelineEntryReader reader = new TimelineEntryReader(in);
    assertThat(reader.next()).isEqualTo(entry);
    assertThat(reader.next()).isEqualTo(entry);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void aPlaceIsAnEntryOfWhichACommitHasNoTablesWhateverBlocksTheyAreWrittenIn(
      @ForAll("entries") TimelineEntry entry) {
    byte[] blocks =
        GenericCheckpoints.writeInBlocks(
            GenericCheckpoints.of(entry), TimelineEntryWriter.schema());
    AvroInput in = AvroInput.of(joined(joined(written(entry), blocks), written(entry)));
    TimelineRecordReader places = new TimelineRecordReader(in, TimelineRecordReader.Detail.PLACES);
    TimelineEntry place =
        entry instanceof TimelineEntry.Commit commit
            ? new TimelineEntry.Commit(
                commit.sequence(),
                commit.transaction(),
                commit.position(),
                commit.time(),
                List.of())
            : entry;

    for (int i = 0; i < 2; i++) {
      places.read();
      assertThat(places.next()).isEqualTo(place);
      assertThat(places.hasNext()).isFalse();
    }
    assertThat(new TimelineEntryReader(in).next()).isEqualTo(entry);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  @DisplayName("Avro writes the arrays of these specs in several blocks, with their sizes")
  void severalBlocks() {
    GenericRecord record = GenericCheckpoints.of(Checkpoints.full());

    assertThat(GenericCheckpoints.writeInBlocks(record, CheckpointCodec.schema()))
        .hasSizeGreaterThan(GenericCheckpoints.write(record, CheckpointCodec.schema()).length);
  }

  @Test
  @DisplayName("There is an entry of every kind in the schema, and of no other")
  void everyKind() {
    List<String> kinds =
        Checkpoints.full().entries().stream()
            .map(entry -> AvroInput.of(written(entry)).readInt())
            .sorted()
            .map(kind -> TimelineEntryWriter.schema().getTypes().get(kind).getName())
            .toList();

    assertThat(kinds)
        .isEqualTo(TimelineEntryWriter.schema().getTypes().stream().map(Schema::getName).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10, Integer.MAX_VALUE, Integer.MIN_VALUE})
  @DisplayName("An entry of an unknown kind is refused")
  void unknownKind(int kind) {
    AvroOutput out = new AvroOutput();
    out.writeInt(kind);

    assertThatThrownBy(() -> new TimelineEntryReader(AvroInput.of(out.toByteArray())).next())
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: a timeline has no entries of kind " + kind);
  }

  @Test
  @DisplayName(
      "A checkpoint of which any byte is another is read as another, or refused as damaged")
  void anyByte() {
    byte[] bytes = CheckpointCodec.encode(withoutDefinition());
    List<String> refusals = new ArrayList<>();
    for (int at = VALUE; at < bytes.length; at++) {
      for (int other : new int[] {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF}) {
        byte[] damaged = bytes.clone();
        damaged[at] = (byte) other;
        refusal(damaged, refusals);
      }
    }

    assertThat(refusals)
        .hasSizeGreaterThan(bytes.length)
        .containsOnly("a checkpoint on the timeline is damaged", "something follows a checkpoint");
  }

  @Test
  @DisplayName("A checkpoint that ends anywhere but at its end is refused")
  void anyLength() {
    byte[] bytes = CheckpointCodec.encode(withoutDefinition());
    List<String> refusals = new ArrayList<>();
    for (int length = VALUE; length < bytes.length; length++) {
      refusal(Arrays.copyOf(bytes, length), refusals);
    }

    assertThat(refusals)
        .hasSize(bytes.length - VALUE)
        .containsOnly("a checkpoint on the timeline is damaged");
  }

  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  @DisplayName("An array or a text of a wild length is refused, and no room is made for it")
  void wildLength(long length) {
    byte[] bytes = CheckpointCodec.encode(withoutDefinition());
    AvroOutput out = new AvroOutput();
    out.writeRaw(bytes, 0, VALUE);
    out.writeLong(7);
    int entries = out.size();
    out.writeLong(length);
    assertRefused(out);

    out.rewind(entries);
    out.writeInt(1);
    out.writeInt(EntryKind.GAP);
    out.writeLong(7);
    out.writeLong(length);
    assertRefused(out);
  }

  private static void assertRefused(AvroOutput bytes) {
    bytes.writeLittleEndian(0);
    assertThatThrownBy(() -> CheckpointCodec.decode(bytes.toByteArray()))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a checkpoint on the timeline is damaged");
  }

  private static void refusal(byte[] bytes, List<String> refusals) {
    try {
      assertThat(CheckpointCodec.decode(bytes)).isNotNull();
    } catch (UnreadableTimelineException e) {
      refusals.add(e.getMessage());
    }
  }

  /** Whose JSON would be refused in words of its own. */
  private static Checkpoint withoutDefinition() {
    Checkpoint full = Checkpoints.full();
    return new Checkpoint(
        full.last(),
        full.entries().stream().filter(e -> !(e instanceof TimelineEntry.Defined)).toList(),
        full.offsets(),
        full.resume(),
        full.time(),
        full.open(),
        full.checked(),
        full.obscured());
  }

  private static byte[] written(TimelineEntry entry) {
    AvroOutput out = new AvroOutput();
    new TimelineEntryWriter(out).write(entry);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    AvroOutput out = new AvroOutput();
    out.writeRaw(first, 0, first.length);
    out.writeRaw(second, 0, second.length);
    return out.toByteArray();
  }
}
