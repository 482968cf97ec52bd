package dev.tidemark.benchmarks;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.report.Document;
import dev.tidemark.benchmarks.report.Page;
import dev.tidemark.benchmarks.report.PeakHeap;
import dev.tidemark.benchmarks.report.Picture;
import dev.tidemark.benchmarks.suite.Bench;
import dev.tidemark.benchmarks.suite.Benchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code benchmarks/run [--rounds N] [--scale X] [name…]}: measures, and writes one page a
 * benchmark into {@code docs/benchmarks/}, and the picture.
 */
public final class Benchmarks {

  private static final int ROUNDS = 3;

  private Benchmarks() {}

  /** The first argument is the root of the checkout, the second an empty directory to work in. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    int rounds = ROUNDS;
    double scale = 1;
    List<String> names = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--scale" -> scale = Double.parseDouble(arguments[++i]);
        default -> names.add(arguments[i]);
      }
    }
    for (Benchmark benchmark : chosen(names)) {
      Bench bench = new Bench(root, work.resolve(benchmark.name()), rounds, scale);
      benchmark.run(bench);
      addPeakHeap(bench);
      write(root.resolve("docs"), benchmark.name(), bench);
    }
  }

  private static List<Benchmark> chosen(List<String> names) {
    List<Benchmark> all = Benchmark.all();
    for (String name : names) {
      if (all.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
        String known = all.stream().map(Benchmark::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no benchmark " + name + "; there are: " + known);
      }
    }
    return all.stream()
        .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
        .toList();
  }

  private static void addPeakHeap(Bench bench) {
    if (Files.exists(bench.collected())) {
      PeakHeap.of(bench.collected())
          .ifPresent(
              peak ->
                  bench.add(
                      Row.figure(
                          "peak heap of all Tidemark processes in it",
                          "the limit of the script",
                          Figures.of(peak),
                          "MiB",
                          Goal.atMost(512, "MiB"))));
    }
  }

  private static void write(Path docs, String name, Bench bench) throws IOException {
    String command =
        String.format(
            Locale.ROOT,
            "benchmarks/run --rounds %d --scale %s %s",
            bench.rounds(),
            bench.scale(),
            name);
    String section = Page.of(command, bench.rows(), bench.remarks());
    if (!bench.history().isEmpty()) {
      Files.writeString(docs.resolve("restore-time.svg"), Picture.of(bench.history()));
      section +=
          "\n![Seconds to restore, over transactions since the full backup](restore-time.svg)\n";
    }
    new Document(docs.resolve("benchmarks.md")).replace(name, section);
    System.out.println(section);
  }
}
