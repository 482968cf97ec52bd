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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code start} in a process of its own. */
public final class Started implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final Process process;
  private final Path out;
  private final Path err;

  private Started(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Started launch(Home home, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.timezone=UTC");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), "dev.tidemark.app.Tidemark", "start"));
    command.addAll(List.of("--home", home.directory().toString()));
    try {
      Path out = Files.createTempFile(home.directory(), "start-", ".out");
      Path err = Files.createTempFile(home.directory(), "start-", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Started(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the line that begins with {@code ready}, and answers it. */
  public String awaitReady() {
    return Await.value(
        "ready from start\n" + this,
        READY_WITHIN,
        () -> {
          Optional<String> ready = ready();
          if (ready.isEmpty() && !process.isAlive()) {
            throw new AssertionError("start ended before it was ready\n" + this);
          }
          return ready;
        });
  }

  private Optional<String> ready() {
    return read(out).lines().filter(line -> line.startsWith("ready")).findFirst();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Lets it run for so long, or until it ends by itself. */
  public void runFor(Duration time) {
    try {
      process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of a process that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(30));
  }

  /** SIGTERM; answers the exit code once it has ended. */
  public int terminate(Duration within) {
    process.destroy();
    awaitEnd(within);
    return process.exitValue();
  }

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

  public void awaitEnd(Duration within) {
    Await.until("the end of start\n" + this, within, () -> !process.isAlive());
  }

  /** The class path of this JVM without what belongs to the specs. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
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
    Stream<String> lines = Stream.concat(read(out).lines(), read(err).lines().limit(60));
    return lines.collect(Collectors.joining("\n"));
  }
}
