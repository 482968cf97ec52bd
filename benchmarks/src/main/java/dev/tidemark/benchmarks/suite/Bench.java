package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Line;
import dev.tidemark.benchmarks.measure.Missing;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.report.HistoryPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What benchmarks are given, and where they put what they find. */
public final class Bench {

  private static final int LONGEST_REASON = 300;

  private final Path root;
  private final Path work;
  private final int rounds;
  private final double scale;
  private final Consumer<Bench> publish;
  private final List<Line> lines = new ArrayList<>();
  private final List<HistoryPoint> history = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private boolean whole = true;

  /**
   * @param root of the checkout, where the script is
   * @param work an empty directory for everything
   * @param rounds how often each figure is measured, the contestants by turns; 1 or more
   * @param scale of all sizes; 1 is what the goals speak of
   * @param publish is called with this whenever there is more to report
   */
  public Bench(Path root, Path work, int rounds, double scale, Consumer<Bench> publish) {
    this.root = root;
    this.work = work;
    this.rounds = rounds;
    this.scale = scale;
    this.publish = publish;
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

  /** Does a part whose failure is told in the report, and leaves the others alone. */
  public void part(String what, Runnable part) {
    say("%s", what);
    try {
      part.run();
    } catch (RuntimeException e) {
      failed(what, e);
      add(new Missing(what, "", Optional.empty(), reason(e)));
    }
  }

  /** Takes a line into the report, in place of the one it is a newer state of. */
  public void add(Line line) {
    lines.removeIf(line::isOf);
    lines.add(line);
    if (line instanceof Row row) {
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
    publish.accept(this);
  }

  /** Whether a row of this has figures, and they miss its goal. */
  boolean fallsShort(String what) {
    return lines.stream()
        .anyMatch(line -> line instanceof Row row && row.what().equals(what) && !row.isMet());
  }

  void add(HistoryPoint point) {
    history.add(point);
    publish.accept(this);
  }

  /** A sentence for the page, below the table. */
  void remark(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    remarks.add(text);
    say("%s", text);
    publish.accept(this);
  }

  /** Says all of a failure on the terminal, and remembers that there was one. */
  void failed(String what, RuntimeException failure) {
    whole = false;
    say("FAILED: %s: %s", what, failure);
    failure.printStackTrace();
  }

  /** What a failure says, short, on one line and without a place of this machine. */
  String reason(RuntimeException failure) {
    String text =
        String.valueOf(failure.getMessage())
            .replace(work.toString(), "…")
            .replace(root.toString(), "…")
            .replace('|', '/')
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
  }

  /** Whether nothing has failed. */
  public boolean isWhole() {
    return whole;
  }

  void say(String format, Object... values) {
    System.err.printf(
        Locale.ROOT,
        "%tT %s%n",
        System.currentTimeMillis(),
        String.format(Locale.ROOT, format, values));
  }

  public List<Line> lines() {
    return List.copyOf(lines);
  }

  public List<HistoryPoint> history() {
    return List.copyOf(history);
  }

  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
