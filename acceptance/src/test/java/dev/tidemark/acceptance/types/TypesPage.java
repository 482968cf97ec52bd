package dev.tidemark.acceptance.types;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of docs/types.md. */
final class TypesPage {

  private static final Pattern LINE =
      Pattern.compile("\\| `(?<type>[^`]+)` \\| (?<kept>[^|]+) \\| (?<key>yes|no) \\|.*");

  /**
   * @param key whether it may be a primary key
   */
  record Line(String type, String kept, boolean key) {}

  List<Line> lines() {
    try {
      return Files.readAllLines(Path.of("..", "docs", "types.md")).stream()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(
              line ->
                  new Line(line.group("type"), line.group("kept"), line.group("key").equals("yes")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
