package dev.tidemark.schemas.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.Golden;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.TableDefinitions;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCodecTest {

  private static final TableId ORDERS = new TableId("public", "orders");
  private static final TableId ODD = new TableId("my.schema", "a \"b\" ü");
  private static final Instant TIME = Instant.parse("2026-11-22T07:15:00.123456Z");
  private static final SourcePosition POSITION = new SourcePosition("16/B374D848");

  @Test
  @DisplayName("A checkpoint with every kind of entry reads back as it was written")
  void roundTrip() {
    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(full()))).isEqualTo(full());
  }

  @Test
  @DisplayName("A boundary without entries reads back as it was written")
  void emptyRoundTrip() {
    Checkpoint empty =
        new Checkpoint(Sequence.NONE, List.of(), OffsetMap.EMPTY, POSITION, TIME, null);

    Checkpoint read = CheckpointCodec.decode(CheckpointCodec.encode(empty));

    assertThat(read).isEqualTo(empty);
    assertThat(read.isBoundary()).isTrue();
  }

  @Test
  @DisplayName("A backup ends between transactions, where the catalog was looked at")
  void boundary() {
    OpenTransaction open = new OpenTransaction(new TransactionId("9"), Sequence.FIRST, List.of());

    assertThat(at(null, 7).isBoundary()).isTrue();
    assertThat(at(null, 6).isBoundary()).isFalse();
    assertThat(at(open, 7).isBoundary()).isFalse();
  }

  private static Checkpoint at(@Nullable OpenTransaction open, long checked) {
    return new Checkpoint(
        Sequence.of(7),
        List.of(),
        OffsetMap.EMPTY,
        POSITION,
        TIME,
        open,
        Sequence.of(checked),
        List.of());
  }

  @Test
  @DisplayName("A commit before 1970 keeps its microseconds")
  void earlyTime() {
    Checkpoint early =
        new Checkpoint(
            Sequence.NONE,
            List.of(),
            OffsetMap.EMPTY,
            POSITION,
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            null);

    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(early))).isEqualTo(early);
  }

  @Test
  @DisplayName("The bytes of version 1 stay what they are")
  void golden() {
    assertThat(CheckpointCodec.encode(full())).isEqualTo(Golden.bytes("checkpoint.hex"));
    assertThat(CheckpointCodec.decode(Golden.bytes("checkpoint.hex"))).isEqualTo(full());
  }

  @Test
  @DisplayName("A checkpoint of an unknown schema is refused, and the schema named")
  void unknownSchema() {
    byte[] newer = CheckpointCodec.encode(full());
    for (int i = 2; i < 10; i++) {
      newer[i] = (byte) (i * 16);
    }

    assertThatThrownBy(() -> CheckpointCodec.decode(newer))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a record of the timeline has the unknown schema 9080706050403020");
  }

  @Test
  @DisplayName("What is no checkpoint is refused")
  void noCheckpoint() {
    assertThatThrownBy(() -> CheckpointCodec.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a record of the timeline is no checkpoint");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 20, 60, 200})
  @DisplayName("A checkpoint that is cut short is refused")
  void cutShort(int length) {
    byte[] cut = Arrays.copyOf(CheckpointCodec.encode(full()), length);

    assertThatThrownBy(() -> CheckpointCodec.decode(cut))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a checkpoint on the timeline is damaged");
  }

  @Test
  @DisplayName("A checkpoint with something behind it is refused")
  void tooLong() {
    byte[] bytes = CheckpointCodec.encode(full());

    assertThatThrownBy(() -> CheckpointCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("something follows a checkpoint");
  }

  @Test
  @DisplayName("Entries can be the records of an Avro file")
  void entriesInFile() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(TimelineEntryCodec.schema()))) {
      writer.create(TimelineEntryCodec.schema(), file);
      for (TimelineEntry entry : full().entries()) {
        writer.append(TimelineEntryCodec.toAvro(entry));
      }
    }

    try (DataFileStream<GenericRecord> reader =
        new DataFileStream<>(
            new ByteArrayInputStream(file.toByteArray()), new GenericDatumReader<>())) {
      for (TimelineEntry entry : full().entries()) {
        assertThat(TimelineEntryCodec.fromAvro(reader.next())).isEqualTo(entry);
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  private static Checkpoint full() {
    return new Checkpoint(
        Sequence.of(7),
        List.of(
            new TimelineEntry.SnapshotStarted(Sequence.FIRST, POSITION, TIME),
            new TimelineEntry.Defined(Sequence.FIRST, TableDefinitions.full()),
            new TimelineEntry.Commit(
                Sequence.of(7),
                new TransactionId("4711"),
                POSITION,
                TIME,
                List.of(
                    new TableChanges(
                        ORDERS,
                        1,
                        2,
                        3,
                        1,
                        List.of(new PartitionEnd(0, 17), new PartitionEnd(3, 5_000_000_000L))),
                    new TableChanges(ODD, 1, 0, 0, 0, List.of()))),
            new TimelineEntry.Truncated(ChangeId.of(7, 6), ODD),
            new TimelineEntry.Marked(Sequence.of(7), "before the release", POSITION, TIME),
            new TimelineEntry.Gap(Sequence.of(7), "the slot was dropped", TIME),
            new TimelineEntry.Obscured(Sequence.of(7), ODD, Sequence.of(5), "rewritten"),
            new TimelineEntry.ReadStarted(Sequence.of(7), ODD),
            new TimelineEntry.Cleared(Sequence.of(7), ORDERS),
            new TimelineEntry.Removed(Sequence.of(7), ODD, "dropped")),
        OffsetMap.of(Map.of(ORDERS, List.of(17L, 0L, 0L, 5_000_000_000L), ODD, List.of())),
        new SourcePosition("16/B374D900"),
        TIME.plusSeconds(1),
        new OpenTransaction(
            new TransactionId("4712"),
            Sequence.of(8),
            List.of(new WrittenPart(122_000, new TableChanges(ODD, 1, 123_455, 0, 0, List.of())))),
        Sequence.of(6),
        List.of(
            new Obscurity(ODD, Sequence.of(5), Sequence.of(7), "rewritten"),
            new Obscurity(ORDERS, Sequence.NONE, null, "added")));
  }
}
