package dev.tidemark.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The most heap that any process used, garbage not yet collected included, by the logs of its
 * collector: before each collection, and at its end.
 *
 * @param processes how many wrote a log
 * @param mebibytes the most that one of them used
 */
public record PeakHeap(int processes, double mebibytes) {

  /** {@code Pause Young (Allocation Failure) 133M->4M(491M) 3.2ms}: before, after, size. */
  private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /** {@code ParOldGen total 349696K, used 8K [0x…}: one line for each part of the heap. */
  private static final Pattern AT_EXIT = Pattern.compile("[Gg]en.* total \\d+K, used (\\d+)K");

  /**
   * @param logs a directory with the logs of all processes
   * @throws IllegalStateException none of them says anything
   */
  public static PeakHeap of(Path logs) {
    try (Stream<Path> files = Files.list(logs)) {
      List<Path> all = files.toList();
      double most = all.stream().mapToDouble(PeakHeap::peak).max().orElse(0);
      if (most == 0) {
        throw new IllegalStateException("no collector has written down anything");
      }
      return new PeakHeap(all.size(), most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double peak(Path log) {
    double before = 0;
    double atExit = 0;
    try {
      for (String line : Files.readAllLines(log)) {
        Matcher pause = PAUSE.matcher(line);
        Matcher exit = AT_EXIT.matcher(line);
        if (pause.find()) {
          before = Math.max(before, Double.parseDouble(pause.group(1)));
        } else if (exit.find()) {
          atExit += Double.parseDouble(exit.group(1)) / 1024;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Math.max(before, atExit);
  }
}
