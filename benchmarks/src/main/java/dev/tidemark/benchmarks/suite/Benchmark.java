package dev.tidemark.benchmarks.suite;

import java.util.List;

/** One thing that is measured, and the rows it gives the report. */
public sealed interface Benchmark
    permits CaptureBacklog, CaptureLag, TableChain, PointInTime, HotLoops {

  /** What it is called on the command line. */
  String name();

  /** Measures, in the directory of its own that the bench gives it. */
  void run(Bench bench);

  /** All there are, in the order of the report. */
  static List<Benchmark> all() {
    return List.of(
        new CaptureBacklog(),
        new CaptureLag(),
        new TableChain(),
        new PointInTime(),
        new HotLoops());
  }
}
