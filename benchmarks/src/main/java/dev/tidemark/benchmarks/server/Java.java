package dev.tidemark.benchmarks.server;

import dev.tidemark.benchmarks.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Main classes of this class path, in a JVM of their own. */
public final class Java {

  private Java() {}

  /** A JVM with this much heap. */
  public static Program program(Path log, Class<?> main, String heap, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    words.addAll(List.of(arguments));
    return Program.of(log, words);
  }
}
