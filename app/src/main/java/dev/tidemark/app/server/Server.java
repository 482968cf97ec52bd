package dev.tidemark.app.server;

import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProcessLock;
import dev.tidemark.app.home.ServerInfo;
import dev.tidemark.app.log.Logs;
import dev.tidemark.app.metrics.Metrics;
import dev.tidemark.app.metrics.MetricsServer;
import dev.tidemark.app.operation.CollectionArchive;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.app.operation.WatchedCollections;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one process of a home: broker, captures, scheduled backups. Whatever ends it, the next one
 * goes on from what is in the home and in Kafka.
 */
public final class Server {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final long ROUND_MILLIS = 500;

  private final Home home;
  private final Configuration configuration;
  private final Optional<Path> configurationFile;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  public Server(
      Home home, Configuration configuration, Optional<Path> configurationFile, Clock clock) {
    this.home = home;
    this.configuration = configuration;
    this.configurationFile = configurationFile;
    this.clock = clock;
  }

  /**
   * Runs until {@link #stop} or an interrupt.
   *
   * @param ready told once, when the broker is up and every collection captures
   */
  public void run(Consumer<Ready> ready) {
    try {
      ProcessLock lock = home.becomeServer();
      try {
        runAlone(ready);
      } finally {
        lock.close();
      }
    } finally {
      stopped.countDown();
    }
  }

  private void runAlone(Consumer<Ready> ready) {
    home.forgetServer();
    Logs.Closing log = Logs.toFile(home.logFile());
    LOG.info("starting on {}", home.directory());
    try (Kafka kafka = Kafka.of(home, configuration)) {
      serve(kafka, ready);
    } finally {
      LOG.info("stopped");
      log.close();
    }
  }

  private void serve(Kafka kafka, Consumer<Ready> ready) {
    Deployment deployment = new Deployment(home, kafka.bootstrapServers(), configuration);
    try (Metrics metrics = new Metrics();
        WatchedCollections watched = new WatchedCollections(home, clock);
        Supervisor supervisor = new Supervisor(deployment)) {
      supervisor.round();
      Optional<MetricsServer> pages = pages(metrics, watched);
      Optional<String> http = pages.map(MetricsServer::address).map(Server::text);
      home.announce(info(kafka, http));
      ScheduledBackups backups = ScheduledBackups.start(deployment, clock, metrics);
      ScheduledDrills drills = ScheduledDrills.start(deployment, clock, metrics);
      try {
        rounds(supervisor, kafka, http, ready);
      } finally {
        pages.ifPresent(MetricsServer::close);
        drills.close();
        backups.close();
        CollectionArchive.closeAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<MetricsServer> pages(Metrics metrics, WatchedCollections watched) {
    return configuration.http().map(address -> MetricsServer.start(address, metrics, watched::all));
  }

  private void rounds(
      Supervisor supervisor, Kafka kafka, Optional<String> http, Consumer<Ready> ready)
      throws InterruptedException {
    boolean told = false;
    do {
      supervisor.round();
      if (!told && supervisor.isSettled()) {
        ready.accept(new Ready(kafka.bootstrapServers(), http, supervisor.count()));
        told = true;
      }
    } while (!stopping.await(ROUND_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private ServerInfo info(Kafka kafka, Optional<String> http) {
    return new ServerInfo(
        kafka.bootstrapServers(),
        kafka.broker().isPresent(),
        configurationFile.map(file -> file.toAbsolutePath().toString()).orElse(null),
        ProcessHandle.current().pid(),
        http.orElse(null),
        Instant.now(clock).toString());
  }

  /** Asks the server to end, and waits a while for it to have done so. */
  public void stop() {
    stopping.countDown();
    try {
      if (!stopped.await(9, TimeUnit.SECONDS)) {
        LOG.warn("not everything was stopped in time; the next start recovers it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param http where metrics and health are served, host:port; empty when they are not
   * @param collections how many are captured
   */
  public record Ready(String bootstrapServers, Optional<String> http, int collections) {}
}
