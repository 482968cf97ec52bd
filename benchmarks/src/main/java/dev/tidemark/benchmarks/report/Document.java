package dev.tidemark.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page that people read: sections made by runs, between marks, and around them what somebody
 * wrote, which a run leaves as it is.
 *
 * @param file it exists
 */
public record Document(Path file) {

  /**
   * Puts a section where the one of this name was, or at the end.
   *
   * @param name of the benchmark
   * @throws IOException the page cannot be read or written
   */
  public void replace(String name, String section) throws IOException {
    String begin = "<!-- made by benchmarks/run " + name + " -->";
    String end = "<!-- end of " + name + " -->";
    String text = Files.readString(file);
    String made = begin + "\n\n" + section + "\n" + end;
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    String changed =
        from >= 0 && to > from
            ? text.substring(0, from) + made + text.substring(to + end.length())
            : text + "\n" + made + "\n";
    Files.writeString(file, changed);
  }
}
