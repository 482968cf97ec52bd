package dev.tidemark.compactor.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ReversingStackTest {

  @Property(tries = 300)
  void itGivesBackWhatWentInLastFirstTimeAndAgain(
      @ForAll @Size(max = 3) List<@Size(max = 60) List<@Size(max = 50) byte[]>> fills,
      @ForAll @IntRange(min = 1, max = 500) int memory)
      throws IOException {
    Path directory = Files.createTempDirectory("stack");
    try (ReversingStack stack = new ReversingStack(memory, directory, "test")) {
      for (List<byte[]> records : fills) {
        records.forEach(bytes -> stack.push(bytes, 0, bytes.length));

        List<byte[]> popped = new ArrayList<>();
        while (stack.pop()) {
          int from = stack.offset();
          popped.add(Arrays.copyOfRange(stack.buffer(), from, from + stack.length()));
        }

        List<byte[]> expected = new ArrayList<>(records);
        Collections.reverse(expected);
        assertThat(popped).usingElementComparator(Arrays::compare).isEqualTo(expected);
      }
    }
    assertThat(directory).isEmptyDirectory();
    Files.delete(directory);
  }
}
