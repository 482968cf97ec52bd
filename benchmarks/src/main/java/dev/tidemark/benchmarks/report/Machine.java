package dev.tidemark.benchmarks.report;

import dev.tidemark.benchmarks.peer.DebeziumServer;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What everything ran on, in lines for the page. What is not there is told, and no failure. */
public final class Machine {

  private Machine() {}

  /**
   * @param root of the checkout
   */
  public static List<String> lines(Path root) {
    return List.of(
        LocalDate.now(ZoneOffset.UTC)
            + "; "
            + Runtime.getRuntime().availableProcessors()
            + " processors ("
            + field(Path.of("/proc/cpuinfo"), "model name")
            + "), memory "
            + field(Path.of("/proc/meminfo"), "MemTotal"),
        first("uname", "-sr"),
        "Tidemark at commit " + first("git", "-C", root.toString(), "rev-parse", "--short", "HEAD"),
        "Java " + System.getProperty("java.runtime.version"),
        first(PostgresServer.binaries().resolve("postgres").toString(), "--version"),
        "Apache Kafka " + Broker.version(),
        first("pgbackrest", "version"),
        first("zstd", "--version").replace("*", "").strip(),
        "Debezium Server "
            + DebeziumServer.VERSION
            + DebeziumServer.java().map(home -> " on " + home.getFileName()).orElse(""));
  }

  private static String field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String first(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return out.lines().findFirst().orElse(words[0] + ", version unknown");
    } catch (IOException e) {
      return words[0] + " is not installed";
    }
  }
}
