package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keeps a {@code start} running on a home: whatever has died is raised, the surroundings first. */
final class Supervisor implements AutoCloseable {

  /** Until everything is as it should be again, at most. */
  static final Duration WELL_WITHIN = Duration.ofMinutes(4);

  private static final String[] JVM = {"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

  private final Surroundings surroundings;
  private final Counts counts;
  private final Home home;
  private Started start;

  Supervisor(Path directory, Surroundings surroundings, Counts counts) {
    this.surroundings = surroundings;
    this.counts = counts;
    home = home(directory.resolve("home"), surroundings.kafka(), "3s", "25s");
    start = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Signals.kill(start.pid())));
  }

  /**
   * A home without anything in it.
   *
   * @param kafka where the broker is
   * @param backups how often there is one, or {@code off}
   * @param fulls how often one of them is a full, or {@code off}
   */
  static Home home(Path directory, String kafka, String backups, String fulls) {
    return new Home(directory)
        .configured(
            List.of(
                "heartbeat = 500ms",
                "backup-every = " + backups,
                "full-every = " + fulls,
                "kafka.bootstrap-servers = " + kafka));
  }

  /** Starts on a home without a shim, and not again when it dies. */
  static Started launch(Home home) {
    return home.launch(JVM);
  }

  private Started launch() {
    counts.add("starts", 1);
    Map<String, String> environment =
        surroundings.shim(Part.TIDEMARK).map(Shim::environment).orElse(Map.of());
    return home.launch(environment, JVM);
  }

  Home home() {
    return home;
  }

  long pid() {
    return start.pid();
  }

  /** Starts whatever is not there. */
  void raise() {
    surroundings.raise();
    if (!start.isAlive()) {
      start = launch();
    }
  }

  /** Ends it as a person does, and starts it again. */
  void startAnew() {
    start.close();
    start = launch();
  }

  void awaitReady() {
    Await.lastingly(
        () -> "start is ready: " + start,
        WELL_WITHIN,
        () -> {
          raise();
          return start.isReady();
        });
  }

  /** A second one is refused, unless the first has died meanwhile of another fault. */
  void requireSecondRefused() {
    if (!start.isAlive()) {
      return;
    }
    try (Started again = launch(home)) {
      Await.lastingly(
          () -> "a second start is refused: " + again,
          WELL_WITHIN,
          () -> !again.isAlive() || (!start.isAlive() && again.isReady()));
      if (again.isAlive()) {
        counts.add("second starts that took the place of a dead one", 1);
        return;
      }
      int exit = again.awaitEnd(WELL_WITHIN);
      String said = again.toString();
      if (exit != 1 || !said.contains("tidemark is already running on ")) {
        counts.difference("a second start was not refused: " + exit + " " + said);
      }
    }
  }

  @Override
  public void close() {
    Signals.goOn(start.pid());
    start.kill();
  }
}
