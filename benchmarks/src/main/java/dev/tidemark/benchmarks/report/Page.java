package dev.tidemark.benchmarks.report;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows as a table in Markdown, with what they ran on. */
public final class Page {

  private Page() {}

  /**
   * @param command that makes it again
   * @param remarks sentences below the table
   */
  public static String of(String command, List<Row> rows, List<String> remarks) {
    List<String> lines = new ArrayList<>();
    lines.add("Made by `" + command + "` on:");
    lines.add("");
    Machine.lines().forEach(line -> lines.add("- " + line));
    lines.add("");
    lines.add(
        "| what | against | Tidemark | the other | ratio, median (least to most) | goal | met |");
    lines.add("|---|---|---|---|---|---|---|");
    rows.forEach(row -> lines.add(line(row)));
    lines.add("");
    remarks.forEach(remark -> lines.add("- " + remark));
    lines.add("");
    return String.join("\n", lines);
  }

  private static String line(Row row) {
    return String.join(
        " | ",
        "| " + row.what(),
        row.against(),
        number(row.ours().median()) + " " + row.unit(),
        row.theirs().equals(row.ours()) ? "" : number(row.theirs().median()) + " " + row.unit(),
        spread(row.ratio()),
        row.goal().toString(),
        (row.isMet() ? "yes" : "**no**") + " |");
  }

  private static String spread(Figures figures) {
    return "%s (%s to %s)"
        .formatted(number(figures.median()), number(figures.least()), number(figures.most()));
  }

  private static String number(double value) {
    return value >= 1_000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
