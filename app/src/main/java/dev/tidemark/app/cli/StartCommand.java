package dev.tidemark.app.cli;

import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.config.ConfigurationFile;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Text;
import dev.tidemark.app.server.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server until it is told to stop. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run the server of a home: capture every collection, and back them up on schedule.%n",
      "One process; leave it running. It holds an embedded Kafka broker, reachable from this machine"
          + " only, unless the configuration names a cluster. Prints a line beginning with `ready`"
          + " when every collection of the home is captured. Collections made or dropped later are"
          + " picked up by themselves. Ends on SIGTERM or Ctrl-C, with exit code 0, within ten seconds; after a"
          + " crash, just start it again.",
    },
    footer = {
      "%nConfiguration, a line each (`key=value`; default file: tidemark.properties in the home):",
      "  backup-every=1h              an incremental backup that often; off for never",
      "  full-every=7d                a full backup that often; off for never",
      "  backup-memory=64MiB          what a backup may sort in before it uses the disk",
      "  release-after=off            how old a backup is before Kafka may lose what it has, such as",
      "                               1d; off for never",
      "  heartbeat=5s                 how often an idle source is touched",
      "  capture.queue=16MiB          what capture holds, for each collection, of what the source sent",
      "  capture.producer=32MiB       and of what Kafka has not confirmed; then it reads no further",
      "  capture.transaction=16MiB    of a longer transaction, so much is committed at a time",
      "  source-log-warning=10GiB     how much log the source may keep for capture before show and",
      "                               /health tell of it; off for never",
      "  partitions=1                 of each table's topic, when it is made",
      "  broker.flush-every=1s        how long the embedded broker may leave what is written in the",
      "                               page cache, which survives a crash of tidemark but not of the",
      "                               machine; 0s for not at all, which is slower",
      "  http=127.0.0.1:0             where /metrics (for Prometheus) and /health are served; port 0 is",
      "                               any free one, which the ready line tells; or off",
      "  kafka.bootstrap-servers=     an existing cluster, host:port,host:port",
      "  kafka.replication-factor=    of the topics made there",
      "  kafka.client.NAME=           any property of its clients, for security",
      "%nExamples:",
      "  tidemark start --home ~/tidemark",
      "  tidemark start --home /var/lib/tidemark --config /etc/tidemark.properties"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StartCommand implements Callable<Integer> {

  /** To say that it has stopped, once it has. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final Console console;
  private final OnSignal signals;

  @Mixin private HomeOption home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration; default: tidemark.properties in the home, if it is there")
  private @Nullable Path config;

  StartCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    Home directory = home.home();
    Optional<Path> file =
        Optional.ofNullable(config)
            .or(() -> Optional.of(directory.configurationFile()).filter(Files::exists));
    Configuration configuration = file.map(ConfigurationFile::read).orElse(Configuration.DEFAULT);
    Server server = new Server(directory, configuration, file, Clock.systemUTC());
    return signals.stopped(
        server::stop,
        LAST_WORDS,
        () -> {
          server.run(ready -> console.say(line(ready, directory)));
          return ExitCode.OK;
        });
  }

  private static String line(Server.Ready ready, Home home) {
    return "ready: "
        + Text.count(ready.collections(), "collection")
        + " in "
        + home.directory()
        + ", Kafka at "
        + ready.bootstrapServers()
        + ready.http().map(address -> ", metrics at http://" + address + "/metrics").orElse("");
  }
}
