package dev.tidemark.acceptance.running;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.app.Tidemark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Tidemark home.
 *
 * @param directory what is given as {@code --home}
 */
public record Home(Path directory) {

  static final List<String> SHORT_LIFE = List.of(shortLife("512m"));

  /**
   * Options of a JVM with so large a heap that works for some seconds: what it compiles is cheap.
   */
  public static String[] shortLife(String heap) {
    return new String[] {
      "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"
    };
  }

  /** A home in this directory for the servers of this run, without a schedule. */
  public static Home in(Path directory) {
    return new Home(directory).scheduled("off", "off");
  }

  /** The same with backups by the clock. */
  public Home scheduled(String backupEvery, String fullEvery) {
    // Every collection of a database hears all others': more often would keep processors busy.
    List<String> lines = new ArrayList<>(List.of("heartbeat = 1s"));
    lines.add("backup-every = " + backupEvery);
    lines.add("full-every = " + fullEvery);
    Optional<String> kafka = Servers.chosen().kafka();
    kafka.ifPresent(address -> lines.add("kafka.bootstrap-servers = " + address));
    return configured(lines);
  }

  /** Writes the configuration file that {@code start} reads by itself. */
  public Home configured(List<String> lines) {
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve("tidemark.properties"), lines);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the broker is that the running {@code start} uses. */
  public String kafka() {
    try {
      return new ObjectMapper()
          .readTree(directory.resolve("run/server.json").toFile())
          .path("bootstrapServers")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The home shared by all specs of this JVM, with {@code start} running in it. */
  public static Home shared() {
    return SharedHome.get();
  }

  /** Runs a command on this home in this process. */
  public Outcome run(String command, String... arguments) {
    return run(Map.of(), command, arguments);
  }

  public Outcome run(Map<String, String> environment, String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--home", directory.toString()));
    return run(environment, words);
  }

  /** Runs a command in this process that is given no home. */
  public static Outcome runWithout(String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    return run(Map.of(), words);
  }

  private static Outcome run(Map<String, String> environment, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Tidemark.run(words.toArray(String[]::new), printer(out), printer(err), environment);
    return new Outcome(
        words, exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Begins a command on this home in a process of its own. */
  public CommandProcess begin(String command, String... arguments) {
    return begin(SHORT_LIFE, command, arguments);
  }

  /** The same, with the options of the JVM. */
  public CommandProcess begin(List<String> jvmOptions, String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--home", directory.toString()));
    return CommandProcess.launch(directory, Map.of(), jvmOptions, words);
  }

  /** Starts {@code start}; it may not be ready yet. */
  public Started launch(String... jvmOptions) {
    return launch(Map.of(), jvmOptions);
  }

  /** The same, with variables of the environment beside those of this JVM. */
  public Started launch(Map<String, String> environment, String... jvmOptions) {
    return Started.launch(this, environment, List.of(jvmOptions));
  }

  /** Starts {@code start} and waits until it says that it is ready. */
  public Started start(String... jvmOptions) {
    Started started = launch(jvmOptions);
    started.awaitReady();
    return started;
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
