package dev.tidemark.app.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lines in columns, as wide as their widest cell. */
public final class Table {

  private final List<List<String>> lines = new ArrayList<>();

  public Table(String... heads) {
    lines.add(List.of(heads));
  }

  public void add(String... cells) {
    lines.add(List.of(cells));
  }

  public void print(PrintStream out) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        text.append(line.get(column));
        text.append(" ".repeat(widths[column] - line.get(column).length() + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
