package dev.tidemark.compactor.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExternalSorterTest {

  /** Only the first byte counts, so that equal records show whether their order is kept. */
  private static final RecordOrder FIRST_BYTE =
      (a, aFrom, aLength, b, bFrom, bLength) ->
          Integer.compare(aLength == 0 ? -1000 : a[aFrom], bLength == 0 ? -1000 : b[bFrom]);

  /** The same, with a number for some first bytes at once. */
  private static final RecordOrder PREFIXED =
      new RecordOrder() {
        @Override
        public int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
          return FIRST_BYTE.compare(a, aFrom, aLength, b, bFrom, bLength);
        }

        @Override
        public long prefix(byte[] record, int from, int length) {
          return length == 0 ? Long.MIN_VALUE : record[from] >> 4;
        }
      };

  @Property(tries = 100)
  void itGivesBackWhatWentInSortedAndStable(
      @ForAll @Size(max = 250) List<@Size(max = 40) byte[]> records,
      @ForAll @IntRange(min = 1, max = 20_000) int memory,
      @ForAll boolean prefixed)
      throws IOException {
    Path directory = Files.createTempDirectory("sort");
    List<byte[]> expected = new ArrayList<>(records);
    expected.sort(Comparator.comparingInt(bytes -> bytes.length == 0 ? -1000 : bytes[0]));

    RecordOrder order = prefixed ? PREFIXED : FIRST_BYTE;
    try (ExternalSorter sorter = new ExternalSorter(order, memory, directory, "test")) {
      records.forEach(bytes -> sorter.add(bytes, 0, bytes.length));
      SortedRecords sorted = sorter.sort();

      assertThat(read(sorted)).usingElementComparator(Arrays::compare).isEqualTo(expected);
      assertThat(read(sorted)).usingElementComparator(Arrays::compare).isEqualTo(expected);
      assertThat(sorted.count()).isEqualTo(records.size());
    }
    assertThat(filesIn(directory)).isEmpty();
    Files.delete(directory);
  }

  @Test
  void whatDoesNotFitIsInFilesUntilTheSorterIsClosed(@TempDir Path directory) throws IOException {
    ExternalSorter sorter = new ExternalSorter(FIRST_BYTE, 4096, directory, "test");
    for (int i = 0; i < 10_000; i++) {
      sorter.add(new byte[] {(byte) (i * 31), (byte) i}, 0, 2);
    }
    sorter.sort();
    assertThat(filesIn(directory)).isNotEmpty();

    sorter.close();

    assertThat(filesIn(directory)).isEmpty();
  }

  @Test
  void aRecordLargerThanTheBudgetIsSortedToo(@TempDir Path directory) {
    byte[] large = new byte[100_000];
    large[0] = 5;
    large[99_999] = 77;
    try (ExternalSorter sorter = new ExternalSorter(FIRST_BYTE, 1000, directory, "test")) {
      sorter.add(new byte[] {9}, 0, 1);
      sorter.add(large, 0, large.length);
      sorter.add(new byte[] {1}, 0, 1);

      List<byte[]> sorted = read(sorter.sort());

      assertThat(sorted)
          .usingElementComparator(Arrays::compare)
          .containsExactly(new byte[] {1}, large, new byte[] {9});
    }
  }

  private static List<byte[]> read(SortedRecords records) {
    List<byte[]> read = new ArrayList<>();
    try (RecordCursor cursor = records.open()) {
      while (cursor.advance()) {
        int from = cursor.offset();
        read.add(Arrays.copyOfRange(cursor.buffer(), from, from + cursor.length()));
      }
    }
    return read;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
