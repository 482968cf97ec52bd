package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A second {@code start} that captures the same collection, from a copy of the home. */
final class Rival {

  private final Path directory;
  private final Home home;
  private final Broker broker;
  private final Counts counts;
  private int homes;
  private @Nullable Started start;

  /**
   * @param directory where its homes are made
   * @param home that which is copied
   * @param broker it knows without the relay
   */
  Rival(Path directory, Home home, Broker broker, Counts counts) {
    this.directory = directory;
    this.home = home;
    this.broker = broker;
    this.counts = counts;
  }

  void begin() {
    Path place = directory.resolve("home-" + ++homes);
    Home other = Supervisor.home(place, broker.direct(), "off", "off");
    copy("collections", other);
    copy("secrets", other);
    Started second = Supervisor.launch(other);
    start = second;
    try {
      second.awaitReady();
    } catch (AssertionError e) {
      // It may find nothing to connect to, or be refused the slot: that is no harm.
      counts.add("second captures that did not get ready", 1);
    }
  }

  private void copy(String part, Home other) {
    Path from = home.directory().resolve(part);
    Path to = other.directory().resolve(part);
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** If there is one. */
  void end() {
    Started other = start;
    if (other != null) {
      other.kill();
      start = null;
    }
  }
}
