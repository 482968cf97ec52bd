package dev.tidemark.acceptance.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long each step took, and how much heap each process used. */
final class Steps {

  /** In a line of the collector's log: heap before a collection and after it, in MiB. */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

  private final Path directory;
  private final Map<String, Path> logs = new LinkedHashMap<>();
  private final StringBuilder told = new StringBuilder();

  Steps(Path directory) {
    this.directory = directory;
  }

  /** The options of a process that has the heap which is promised, and logs its use of it. */
  String[] limited(String process) {
    String name = (logs.size() + 1) + "-" + process;
    Path log = directory.resolve(name + ".gc");
    logs.put(name, log);
    return new String[] {
      "-Xmx512m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + log
    };
  }

  <T> T time(String step, Supplier<T> work) {
    long begin = System.nanoTime();
    T result = work.get();
    told.append("%-22s %6.1f s%n".formatted(step, (System.nanoTime() - begin) / 1e9));
    return result;
  }

  @Override
  public String toString() {
    StringBuilder all = new StringBuilder(told);
    logs.forEach((name, log) -> all.append("%-22s %s%n".formatted(name, heap(log))));
    return all.toString();
  }

  private static String heap(Path log) {
    OptionalInt before = most(log, 1);
    OptionalInt after = most(log, 2);
    return before.isPresent() && after.isPresent()
        ? "at most %d MiB of heap, %d after a collection"
            .formatted(before.getAsInt(), after.getAsInt())
        : "ended before its heap was collected once";
  }

  private static OptionalInt most(Path log, int group) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(COLLECTION::matcher)
          .filter(matcher -> matcher.find())
          .mapToInt(matcher -> Integer.parseInt(matcher.group(group)))
          .max();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
