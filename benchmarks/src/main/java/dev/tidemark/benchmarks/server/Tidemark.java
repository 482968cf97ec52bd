package dev.tidemark.benchmarks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tidemark as a user runs it: by its script, with a home, under its usual limit of memory. */
public final class Tidemark {

  private final Path root;
  private final Path home;
  private final Path log;
  private final Path collected;
  private Optional<Process> running = Optional.empty();

  /**
   * @param root of the checkout
   * @param directory for the home and what is printed
   * @param broker that capture writes to
   * @param collected where the logs of the collector go, for the peak of the heap
   */
  public Tidemark(Path root, Path directory, Broker broker, Path collected) {
    this.root = root;
    this.home = directory.resolve("home");
    this.log = directory.resolve("tidemark.log");
    this.collected = collected;
    try {
      Files.createDirectories(home);
      Files.createDirectories(collected);
      Files.write(
          home.resolve("tidemark.properties"),
          List.of(
              "kafka.bootstrap-servers = " + broker.address(),
              "backup-every = off",
              "full-every = off"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path archive() {
    return home.resolve("archive");
  }

  /** Runs {@code start} and returns once it is ready. */
  public void start() {
    Path ready = log.resolveSibling("start-" + System.nanoTime() + ".log");
    Process process = command(ready, List.of("start", "--home", home.toString())).begin();
    running = Optional.of(process);
    Patience.until(
        "start to be ready", Duration.ofMinutes(3), () -> isReady(ready) || !process.isAlive());
    mustRun();
  }

  /** Begins {@code start} and does not wait. */
  public void launch() {
    running = Optional.of(command(log, List.of("start", "--home", home.toString())).begin());
  }

  public void mustRun() {
    if (running.filter(Process::isAlive).isEmpty()) {
      throw new IllegalStateException("start has ended; see " + log.getParent());
    }
  }

  public void stop() {
    running.ifPresent(Program::end);
    running = Optional.empty();
  }

  private static boolean isReady(Path file) {
    try {
      return Files.exists(file)
          && Files.readAllLines(file).stream().anyMatch(line -> line.startsWith("ready"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command on the home to its end. */
  public void run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString()));
    command(log, all).run();
  }

  /** What {@code show --json} says of a collection. */
  public JsonNode show(String collection) {
    Path out = log.resolveSibling("show-" + System.nanoTime() + ".json");
    command(out, List.of("show", collection, "--json", "--home", home.toString())).run();
    try {
      return new ObjectMapper().readTree(out.toFile()).path("collections").path(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void awaitStreaming(String collection) {
    Patience.until(
        collection + " to be streaming",
        Duration.ofMinutes(20),
        () -> {
          mustRun();
          return show(collection).path("state").asText().equals("streaming");
        });
  }

  private Program command(Path out, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(root.resolve("tidemark").toString()));
    words.addAll(arguments);
    Path heap = collected.resolve(arguments.get(0) + "-" + System.nanoTime() + ".log");
    return Program.of(out, words).with("TIDEMARK_JAVA_OPTS", "-Xlog:gc:file=" + heap);
  }
}
