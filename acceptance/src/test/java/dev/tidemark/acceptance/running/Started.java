package dev.tidemark.acceptance.running;

import dev.tidemark.acceptance.await.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code start} in a process of its own. */
public final class Started implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final CommandProcess process;

  private Started(CommandProcess process) {
    this.process = process;
  }

  static Started launch(Home home, Map<String, String> environment, List<String> jvmOptions) {
    String directory = home.directory().toString();
    return new Started(
        CommandProcess.launch(
            home.directory(), environment, jvmOptions, List.of("start", "--home", directory)));
  }

  /** One that writes down at its end what the JVM found out about its classes. */
  static Started train(Home home, Path archive) {
    String directory = home.directory().toString();
    return new Started(
        CommandProcess.launchWith(
            home.directory(),
            Map.of(),
            List.of("-XX:ArchiveClassesAtExit=" + archive, "-XX:TieredStopAtLevel=1"),
            List.of("start", "--home", directory)));
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

  /** Whether it has said that it is ready. */
  public boolean isReady() {
    return ready().isPresent();
  }

  private Optional<String> ready() {
    return process.out().lines().filter(line -> line.startsWith("ready")).findFirst();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Lets it run for so long, or until it ends by itself. */
  public void runFor(Duration time) {
    process.runFor(time);
  }

  /** {@code kill -9}. */
  public void kill() {
    process.kill();
    awaitEnd(Duration.ofSeconds(30));
  }

  /** SIGTERM; answers the exit code once it has ended. */
  public int terminate(Duration within) {
    process.terminate();
    return awaitEnd(within);
  }

  /** Answers its exit code. */
  public int awaitEnd(Duration within) {
    return process.awaitEnd(within).exit();
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    Stream<String> lines = Stream.concat(process.out().lines(), process.err().lines().limit(60));
    return lines.collect(Collectors.joining("\n"));
  }
}
