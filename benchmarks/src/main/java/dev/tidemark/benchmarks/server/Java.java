package dev.tidemark.benchmarks.server;

import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Main classes of this class path, in a JVM of their own. */
public final class Java {

  private Java() {}

  /** A JVM with these options. */
  public static Program program(
      Path log, Class<?> main, List<String> options, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    return Program.of(log, words);
  }

  /**
   * Seconds that a limit takes with what Tidemark's commands have: so much heap, that collector,
   * and what is known of its classes from a run before, which is made first when there was none.
   *
   * @param directory for its log and that knowledge
   */
  public static double limit(Path directory, Class<?> main, String... arguments) {
    Path known = directory.resolve(main.getSimpleName() + ".jsa");
    Path log = directory.resolve(main.getSimpleName() + ".log");
    if (!Files.exists(known)) {
      program(log, main, options("-XX:ArchiveClassesAtExit=" + known), arguments).run();
    }
    Program limit = program(log, main, options("-XX:SharedArchiveFile=" + known), arguments);
    Stopwatch watch = Stopwatch.start();
    limit.run();
    return watch.seconds();
  }

  private static List<String> options(String classes) {
    return List.of("-Xmx512m", "-XX:+UseParallelGC", "-Xshare:auto", "-Xlog:disable", classes);
  }
}
