package dev.tidemark.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program with its arguments, not yet running.
 *
 * @param words the program and its arguments
 * @param environment added to this process's own
 * @param directory where it runs
 * @param log where all that it prints goes
 */
public record Program(
    List<String> words, Map<String, String> environment, Optional<Path> directory, Path log) {

  /** The user that servers run as when this process is root, which PostgreSQL refuses to be. */
  private static final String SERVER_USER = "postgres";

  public Program {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Program of(Path log, String... words) {
    return new Program(List.of(words), Map.of(), Optional.empty(), log);
  }

  public static Program of(Path log, List<String> words) {
    return new Program(words, Map.of(), Optional.empty(), log);
  }

  public Program in(Path where) {
    return new Program(words, environment, Optional.of(where), log);
  }

  public Program with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Program(words, more, directory, log);
  }

  /** The same as the user of servers, when this process is root. */
  public Program asServer() {
    if (!isRoot()) {
      return this;
    }
    List<String> more =
        new ArrayList<>(
            List.of("setpriv", "--reuid", SERVER_USER, "--regid", SERVER_USER, "--init-groups"));
    more.addAll(words);
    return new Program(more, environment, directory, log);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Gives a directory to the user of servers, when this process is root. */
  public static void give(Path path) {
    if (isRoot()) {
      of(path.resolveSibling("chown.log"), "chown", "-R", SERVER_USER, path.toString()).run();
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws ProgramFailedException it ended with another code than 0; the message holds what it
   *     printed last
   */
  public void run() {
    Process process = begin();
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ProgramFailedException(this, exit);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + words.get(0) + " ran", e);
    }
  }

  /** Begins it; the caller ends it. */
  public Process begin() {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(environment);
      directory.map(Path::toFile).ifPresent(builder::directory);
      File file = log.toFile();
      return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file)).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + words.get(0), e);
    }
  }

  /** When this process is told to end, so are all that it began and that still run. */
  public static void endAllAtExit() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
  }

  /** Asks a process to end, and waits for it; kills it when it does not within a minute. */
  public static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines of what it printed, for a message. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "its output cannot be read: " + e.getMessage();
    }
  }
}
