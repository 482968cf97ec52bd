package dev.tidemark.benchmarks;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.report.Document;
import dev.tidemark.benchmarks.report.Machine;
import dev.tidemark.benchmarks.report.Page;
import dev.tidemark.benchmarks.report.PeakHeap;
import dev.tidemark.benchmarks.report.Picture;
import dev.tidemark.benchmarks.suite.Bench;
import dev.tidemark.benchmarks.suite.Benchmark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code benchmarks/run [--rounds N] [--scale X] [name…]}: measures, and writes one section a
 * benchmark into {@code docs/benchmarks.md} as it goes, and the picture. Ends with 1 when something
 * failed; what did not is written all the same.
 */
public final class Benchmarks {

  private final Path root;
  private final Path work;
  private final Arguments arguments;
  private final List<String> machine;

  private Benchmarks(Path root, Path work, Arguments arguments) {
    this.root = root;
    this.work = work;
    this.arguments = arguments;
    this.machine = Machine.lines(root);
  }

  /** The first argument is the root of the checkout, the second an empty directory to work in. */
  public static void main(String[] words) {
    Program.endAllAtExit();
    Arguments arguments = Arguments.parse(List.of(words).subList(2, words.length));
    boolean whole = new Benchmarks(Path.of(words[0]), Path.of(words[1]), arguments).run();
    System.exit(whole ? 0 : 1);
  }

  private boolean run() {
    boolean whole = true;
    for (Benchmark benchmark : chosen()) {
      Bench bench =
          new Bench(
              root,
              work.resolve(benchmark.name()),
              arguments.rounds(),
              arguments.scale(),
              now -> write(benchmark.name(), now, State.UNDERWAY));
      bench.part("all of " + benchmark.name(), () -> benchmark.run(bench));
      bench.part("peak heap", () -> addPeakHeap(bench));
      System.out.println(write(benchmark.name(), bench, State.ENDED));
      whole &= bench.isWhole();
    }
    return whole;
  }

  private List<Benchmark> chosen() {
    List<Benchmark> all = Benchmark.all();
    for (String name : arguments.names()) {
      if (all.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
        String known = all.stream().map(Benchmark::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no benchmark " + name + "; there are: " + known);
      }
    }
    return arguments.names().isEmpty()
        ? all
        : arguments.names().stream()
            .flatMap(name -> all.stream().filter(one -> one.name().equals(name)))
            .toList();
  }

  private static void addPeakHeap(Bench bench) {
    if (Files.exists(bench.collected())) {
      PeakHeap peak = PeakHeap.of(bench.collected());
      bench.add(
          Row.figure(
              "peak heap of all %,d Tidemark processes in it".formatted(peak.processes()),
              "the limit of the script",
              Figures.of(peak.mebibytes()),
              "MiB",
              Goal.atMost(512, "MiB")));
    }
  }

  private String write(String name, Bench bench, State state) {
    Path docs = root.resolve("docs");
    String command =
        String.format(
            Locale.ROOT,
            "benchmarks/run --rounds %d --scale %s %s",
            bench.rounds(),
            bench.scale(),
            name);
    String section = Page.of(name, command, machine, bench.lines(), bench.remarks());
    if (state == State.UNDERWAY) {
      section += "\n**Not all of it: this run is underway, or was broken off.**\n";
    }
    try {
      if (!bench.history().isEmpty()) {
        Files.writeString(docs.resolve("restore-time.svg"), Picture.of(bench.history()));
        section +=
            "\n![Seconds to restore, over transactions since the full backup](restore-time.svg)\n";
      }
      new Document(docs.resolve("benchmarks.md")).replace(name, section);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return section;
  }

  private enum State {
    UNDERWAY,
    ENDED
  }
}
