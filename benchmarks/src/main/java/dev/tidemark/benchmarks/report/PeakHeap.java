package dev.tidemark.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The most heap that any process used, by the logs of its collector. */
public final class PeakHeap {

  /** {@code Pause Young (Allocation Failure) 133M->4M(491M) 3.2ms}: before, after, size. */
  private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  private PeakHeap() {}

  /**
   * @param logs a directory with the logs of all processes
   * @return mebibytes, empty when nobody collected
   */
  public static OptionalDouble of(Path logs) {
    try (Stream<Path> files = Files.list(logs)) {
      return files.flatMapToDouble(PeakHeap::uses).max();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DoubleStream uses(Path log) {
    try {
      return Files.readAllLines(log).stream()
          .map(PAUSE::matcher)
          .filter(Matcher::find)
          .mapToDouble(found -> Double.parseDouble(found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
