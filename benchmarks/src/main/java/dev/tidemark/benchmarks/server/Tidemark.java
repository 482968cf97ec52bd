package dev.tidemark.benchmarks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
  private Optional<Path> recordings = Optional.empty();
  private URI metrics = URI.create("http://127.0.0.1/");

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
        "start to be ready",
        Duration.ofMinutes(3),
        () -> metrics(ready).isPresent() || !process.isAlive());
    metrics =
        metrics(ready)
            .orElseThrow(() -> new IllegalStateException("start has ended; see " + ready));
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

  /** Where its metrics are, from the line that says it is ready. */
  private static Optional<URI> metrics(Path printed) {
    try {
      return Files.exists(printed)
          ? Files.readAllLines(printed).stream()
              .filter(line -> line.startsWith("ready: ") && line.endsWith("/metrics"))
              .map(line -> URI.create(line.substring(line.indexOf("http://"))))
              .findFirst()
          : Optional.empty();
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

  /** Asks its metrics, which costs the machine less than a command would. After {@link #start}. */
  public void awaitStreaming(String collection) {
    String line =
        "tidemark_capture_state{collection=\"%s\",state=\"streaming\"} 1.0".formatted(collection);
    Patience.until(
        collection + " to be streaming",
        Duration.ofMinutes(20),
        () -> {
          mustRun();
          return asked().contains(line);
        });
  }

  private String asked() {
    try (InputStream in = metrics.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Does something while the flight recorder of every process is on, of the one that runs too.
   *
   * @param into a directory for what they record
   */
  public void recorded(Path into, Runnable work) {
    try {
      Files.createDirectories(into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Optional<Process> before = running;
    before.ifPresent(process -> recorder(process, into, "JFR.start", "settings=profile"));
    recordings = Optional.of(into);
    try {
      work.run();
    } finally {
      recordings = Optional.empty();
      before
          .filter(Process::isAlive)
          .ifPresent(
              process ->
                  recorder(process, into, "JFR.stop", "filename=" + into.resolve("running.jfr")));
    }
  }

  private static void recorder(Process process, Path into, String order, String option) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Program.of(
            into.resolve("recorder.log"),
            jcmd,
            Long.toString(process.pid()),
            order,
            "name=bench",
            option)
        .run();
  }

  private Program command(Path out, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(root.resolve("tidemark").toString()));
    words.addAll(arguments);
    Path heap = collected.resolve(arguments.get(0) + "-" + System.nanoTime() + ".log");
    String recorder =
        recordings
            .map(
                into ->
                    " -XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                        + into.resolve(arguments.get(0) + "-" + System.nanoTime() + ".jfr"))
            .orElse("");
    return Program.of(out, words)
        .with("TIDEMARK_JAVA_OPTS", "-Xlog:gc,gc+heap+exit:file=" + heap + recorder);
  }
}
