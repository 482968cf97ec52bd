package dev.tidemark.acceptance.running;

import dev.tidemark.acceptance.await.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command in a process of its own, which can be sent signals. What it prints goes to files. */
public final class CommandProcess implements AutoCloseable {

  /**
   * What runs in the background of a shell, as specs may, ignores Ctrl-C, and so does all it
   * begins.
   */
  private static final List<String> WITH_SIGNALS = withSignals();

  private final List<String> words;
  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(List<String> words, Process process, Path out, Path err) {
    this.words = words;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param directory for the files
   * @param environment beside that of this JVM
   * @param words the command and its arguments
   */
  static CommandProcess launch(
      Path directory,
      Map<String, String> environment,
      List<String> jvmOptions,
      List<String> words) {
    List<String> all = new ArrayList<>(ClassArchive.options(classPath()));
    all.addAll(jvmOptions);
    return launchWith(directory, environment, all, words);
  }

  /** The same with these options of the JVM and no others. */
  static CommandProcess launchWith(
      Path directory,
      Map<String, String> environment,
      List<String> jvmOptions,
      List<String> words) {
    List<String> command = new ArrayList<>(WITH_SIGNALS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.timezone=UTC");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), "dev.tidemark.app.Tidemark"));
    command.addAll(words);
    try {
      Path out = Files.createTempFile(directory, words.get(0) + "-", ".out");
      Path err = Files.createTempFile(directory, words.get(0) + "-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      return new CommandProcess(words, process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** As far as it has printed to stdout. */
  String out() {
    return read(out);
  }

  /** As far as it has printed to stderr. */
  String err() {
    return read(err);
  }

  /** Ctrl-C. */
  public void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
  }

  /** How it ended. */
  public Outcome awaitEnd(Duration within) {
    Await.until("the end of " + this, within, () -> !process.isAlive());
    return new Outcome(words, process.exitValue(), out(), err());
  }

  /** Lets it run for so long, or until it ends by itself. */
  void runFor(Duration time) {
    try {
      process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it if it has not ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> withSignals() {
    List<String> listening = List.of("env", "--default-signal=INT");
    try {
      List<String> probe = new ArrayList<>(listening);
      probe.add("true");
      return new ProcessBuilder(probe).start().waitFor() == 0 ? listening : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** The class path of this JVM without what belongs to the specs, and what is not there. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", words) + "\n" + out() + err();
  }
}
