package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.report.HistoryPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What benchmarks are given, and where they put what they find. */
public final class Bench {

  private final Path root;
  private final Path work;
  private final int rounds;
  private final double scale;
  private final List<Row> rows = new ArrayList<>();
  private final List<HistoryPoint> history = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param root of the checkout, where the script is
   * @param work an empty directory for everything
   * @param rounds how often each figure is measured, the contestants by turns; 1 or more
   * @param scale of all sizes; 1 is what the goals speak of
   */
  public Bench(Path root, Path work, int rounds, double scale) {
    this.root = root;
    this.work = work;
    this.rounds = rounds;
    this.scale = scale;
  }

  public Path root() {
    return root;
  }

  public int rounds() {
    return rounds;
  }

  public double scale() {
    return scale;
  }

  /** A size the goals speak of, at this scale, rounded to a thousand. */
  long scaled(long size) {
    return Math.max(1_000, Math.round(size * scale / 1_000) * 1_000);
  }

  /** Where the collectors of all Tidemark processes write, for the peak of the heap. */
  public Path collected() {
    return work.resolve("collected");
  }

  /** A directory that does not exist yet. */
  Path fresh(String name) {
    Path path = work.resolve(name);
    if (Files.exists(path)) {
      throw new IllegalStateException(path + " is already there");
    }
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a row into the report, and says it. */
  public void add(Row row) {
    rows.add(row);
    say(
        "%s | %s: %.3g %s against %.3g, ratio %.3g (%.3g to %.3g), goal %s%s",
        row.what(),
        row.against(),
        row.ours().median(),
        row.unit(),
        row.theirs().median(),
        row.ratio().median(),
        row.ratio().least(),
        row.ratio().most(),
        row.goal(),
        row.isMet() ? "" : " NOT MET");
  }

  void add(HistoryPoint point) {
    history.add(point);
  }

  /** A sentence for the page, below the table. */
  void remark(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    remarks.add(text);
    say("%s", text);
  }

  void say(String format, Object... values) {
    System.err.printf(
        Locale.ROOT,
        "%tT %s%n",
        System.currentTimeMillis(),
        String.format(Locale.ROOT, format, values));
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }

  public List<HistoryPoint> history() {
    return List.copyOf(history);
  }

  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
