package dev.tidemark.schemas.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineRecordReader.Detail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineRecordsTest {

  @Provide
  Arbitrary<List<TimelineEntry>> histories() {
    return Histories.any();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void whatIsReadIsWhatWasWrittenWhateverCommitsAreLike(
      @ForAll("histories") List<TimelineEntry> entries) {
    List<byte[]> records = written(entries);

    assertThat(read(records, Detail.ALL)).isEqualTo(entries);
    assertThat(read(records, Detail.PLACES)).isEqualTo(places(entries));
    assertThat(read(records, Detail.NO_COMMITS))
        .isEqualTo(entries.stream().filter(each -> !(each instanceof Commit)).toList());
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void generalReadersOfAvroReadTheRecordsAndAreReadInWhateverBlocksTheyWrite(
      @ForAll("histories") List<TimelineEntry> entries) {
    List<GenericRecord> generic =
        written(entries).stream().map(TimelineRecordsTest::generic).toList();
    List<byte[]> whole =
        generic.stream()
            .map(each -> GenericCheckpoints.write(each, TimelineRecordWriter.schema()))
            .toList();
    List<byte[]> blocks =
        generic.stream()
            .map(each -> GenericCheckpoints.writeInBlocks(each, TimelineRecordWriter.schema()))
            .toList();

    for (List<byte[]> records : List.of(whole, blocks)) {
      assertThat(read(records, Detail.ALL)).isEqualTo(entries);
      assertThat(read(records, Detail.PLACES)).isEqualTo(places(entries));
      assertThat(read(records, Detail.NO_COMMITS))
          .isEqualTo(entries.stream().filter(each -> !(each instanceof Commit)).toList());
    }
  }

  @Test
  @DisplayName("Commits in a row are one record, up to 4,096 of them")
  void batches() {
    List<TimelineEntry> commits = Histories.commits(2 * 4096 + 1);

    assertThat(written(commits)).hasSize(3);
    assertThat(written(commits).get(0)[0]).isEqualTo((byte) (2 * EntryKind.COMMITS));
    assertThat(written(commits).get(2)[0]).isEqualTo((byte) (2 * EntryKind.COMMIT));
    assertThat(read(written(commits), Detail.ALL)).isEqualTo(commits);
  }

  @Test
  @DisplayName("A record holds no more than 65,536 changes and ends of commits")
  void boundedChanges() {
    TableChanges wide = changes(40_000);
    TableChanges tooWide = changes(65_536);
    List<TimelineEntry> commits =
        List.of(
            Histories.commit(1, wide),
            Histories.commit(2, changes(20_000)),
            Histories.commit(3, wide),
            Histories.commit(4, tooWide),
            Histories.commit(5, wide));

    assertThat(written(commits)).extracting(each -> each[0] / 2).containsExactly(10, 0, 0, 0);
    assertThat(read(written(commits), Detail.ALL)).isEqualTo(commits);
  }

  @Test
  @DisplayName("One that does the same as those before takes a few bytes")
  void size() {
    assertThat(written(Histories.commits(4096)).get(0)).hasSizeLessThan(4096 * 10);
  }

  @Test
  @DisplayName("After the last entry of a record there is none")
  void end() {
    TimelineRecordReader reader =
        new TimelineRecordReader(AvroInput.of(written(Histories.commits(2)).get(0)), Detail.ALL);

    assertThat(reader.hasNext()).isFalse();
    assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  @DisplayName("A record that ends anywhere but at its end is refused, whatever is read of it")
  void anyLength() {
    byte[] record = written(Histories.commits(5)).get(0);
    for (Detail detail : Detail.values()) {
      for (int length = 0; length < record.length; length++) {
        List<byte[]> cut = List.of(Arrays.copyOf(record, length));

        assertThatThrownBy(() -> read(cut, detail))
            .as("%d", length)
            .isInstanceOf(MalformedBytesException.class);
      }
    }
  }

  @Test
  @DisplayName("A record of which any byte is another is read as another, or refused as damaged")
  void anyByte() {
    byte[] record = written(Histories.commits(5)).get(0);
    int refused = 0;
    for (int at = 0; at < record.length; at++) {
      for (int other : new int[] {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF}) {
        byte[] damaged = record.clone();
        damaged[at] = (byte) other;
        refused += isRefused(damaged) ? 1 : 0;
      }
    }

    assertThat(refused).isGreaterThan(record.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transactions",
        "positions",
        "times",
        "touched",
        "shapes",
        "changes",
        "ends",
        "tables"
      })
  @DisplayName("A record whose columns are not of one length is refused")
  void columnsThatDisagree(String column) {
    GenericRecord record = generic(written(Histories.commits(5)).get(0));
    record.put(column, Collections.emptyList());

    assertThatThrownBy(() -> read(List.of(bytes(record)), Detail.ALL))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: the columns of its commits do not fit together");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 64})
  @DisplayName("A record is refused whose positions are shifted by more bits than they have")
  void shift(int shift) {
    GenericRecord record = generic(written(Histories.commits(5)).get(0));
    record.put("positionShift", shift);

    assertThatThrownBy(() -> read(List.of(bytes(record)), Detail.PLACES))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: its positions are shifted by more bits than they"
                + " have");
  }

  @Test
  @DisplayName("A record is refused that has a shape, a table or a count that cannot be")
  void wildNumbers() {
    GenericRecord negative = generic(written(Histories.commits(5)).get(0));
    negative.put("touched", List.of(-1, 2, 2, 1, 1));
    GenericRecord shape = generic(written(Histories.commits(5)).get(0));
    shape.put("changes", List.of(0, 0, 1, 0, 0));
    GenericRecord transaction = generic(written(Histories.commits(5)).get(0));
    transaction.put("transactions", List.of(-1L, 1L, 1L, 1L, 1L));

    for (GenericRecord record : List.of(negative, shape, transaction)) {
      assertThatThrownBy(() -> read(List.of(bytes(record)), Detail.ALL))
          .isInstanceOf(MalformedBytesException.class);
    }
  }

  private static boolean isRefused(byte[] record) {
    try {
      assertThat(read(List.of(record), Detail.ALL)).isNotNull();
      return false;
    } catch (MalformedBytesException | IllegalArgumentException e) {
      return true;
    }
  }

  private static TableChanges changes(int ends) {
    return new TableChanges(
        Histories.ORDERS,
        1,
        0,
        0,
        0,
        IntStream.range(0, ends).mapToObj(i -> new PartitionEnd(i, 7)).toList());
  }

  private static List<TimelineEntry> places(List<TimelineEntry> entries) {
    return entries.stream().map(TimelineRecordsTest::place).toList();
  }

  private static TimelineEntry place(TimelineEntry entry) {
    return entry instanceof Commit commit
        ? new Commit(
            commit.sequence(), commit.transaction(), commit.position(), commit.time(), List.of())
        : entry;
  }

  private static List<byte[]> written(List<TimelineEntry> entries) {
    List<byte[]> records = new ArrayList<>();
    TimelineRecordWriter writer =
        new TimelineRecordWriter((bytes, length) -> records.add(Arrays.copyOf(bytes, length)));
    entries.forEach(writer::write);
    writer.flush();
    return records;
  }

  private static List<TimelineEntry> read(List<byte[]> records, Detail detail) {
    List<TimelineEntry> entries = new ArrayList<>();
    AvroInput in = new AvroInput();
    TimelineRecordReader reader = new TimelineRecordReader(in, detail);
    for (byte[] record : records) {
      in.reset(record, 0, record.length);
      reader.read();
      while (reader.hasNext()) {
        entries.add(reader.next());
      }
      assertThat(in.hasRemaining()).isFalse();
    }
    return entries;
  }

  private static GenericRecord generic(byte[] record) {
    try {
      return new GenericDatumReader<GenericRecord>(TimelineRecordWriter.schema())
          .read(null, DecoderFactory.get().binaryDecoder(record, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(GenericRecord record) {
    return GenericCheckpoints.write(record, TimelineRecordWriter.schema());
  }
}
