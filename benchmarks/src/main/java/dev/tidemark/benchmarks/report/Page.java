package dev.tidemark.benchmarks.report;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Line;
import dev.tidemark.benchmarks.measure.Missing;
import dev.tidemark.benchmarks.measure.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a report as a table in Markdown, with what they ran on. */
public final class Page {

  private Page() {}

  /**
   * @param name of the benchmark
   * @param command that makes it again
   * @param machine what it ran on
   * @param remarks sentences below the table
   */
  public static String of(
      String name,
      String command,
      List<String> machine,
      List<? extends Line> lines,
      List<String> remarks) {
    List<String> all = new ArrayList<>();
    all.add("## " + name);
    all.add("");
    all.add("Made by `" + command + "` on:");
    all.add("");
    machine.forEach(line -> all.add("- " + line));
    all.add("");
    if (!lines.isEmpty()) {
      all.add(
          "| what | against | Tidemark | the other | ratio, median (least to most) | rounds | goal |"
              + " met |");
      all.add("|---|---|---|---|---|---|---|---|");
      lines.forEach(line -> all.add(line(line)));
      all.add("");
    }
    if (!remarks.isEmpty()) {
      remarks.forEach(remark -> all.add("- " + remark));
      all.add("");
    }
    return String.join("\n", all);
  }

  private static String line(Line line) {
    if (line instanceof Missing missing) {
      return cells(
          missing.what(),
          missing.against(),
          "",
          "",
          "not measured: " + missing.reason(),
          "",
          missing.goal().map(Goal::toString).orElse(""),
          missing.goal().filter(Goal::isNone).isPresent() ? "" : "**no**");
    } else if (line instanceof Row row) {
      return cells(
          row.what(),
          row.against(),
          number(row.ours().median()) + " " + row.unit(),
          row.isHeldAgainst() ? number(row.theirs().median()) + " " + row.unit() : "",
          spread(row.ratio()),
          Integer.toString(row.ratio().values().size()),
          row.goal().toString(),
          verdict(row));
    }
    throw new AssertionError(line);
  }

  private static String verdict(Row row) {
    if (row.goal().isNone()) {
      return "";
    }
    return row.isMet() ? "yes" : "**no**";
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String spread(Figures figures) {
    return figures.values().size() == 1
        ? number(figures.median())
        : "%s (%s to %s)"
            .formatted(number(figures.median()), number(figures.least()), number(figures.most()));
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
