package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.loop.EncodeLoop;
import dev.tidemark.benchmarks.loop.MergeLoop;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The hot loops under JMH: a figure each, without a peer. */
final class HotLoops implements Benchmark {

  @Override
  public String name() {
    return "loops";
  }

  @Override
  public void run(Bench bench) {
    Options options =
        new OptionsBuilder()
            .include(EncodeLoop.class.getName())
            .include(MergeLoop.class.getName())
            .forks(bench.rounds())
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(2))
            .jvmArgsAppend("-Xmx512m")
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      for (RunResult result : new Runner(options).run()) {
        String name = result.getParams().getBenchmark();
        bench.remark(
            "Loop `%s`: %.0f ± %.0f ns a row.",
            name.substring(name.lastIndexOf('.') + 1),
            result.getPrimaryResult().getScore(),
            result.getPrimaryResult().getScoreError());
      }
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH: " + e.getMessage(), e);
    }
  }
}
