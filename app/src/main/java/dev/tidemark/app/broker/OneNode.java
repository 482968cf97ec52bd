package dev.tidemark.app.broker;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker of a cluster that is one node, put together as {@link KafkaRaftServer}
 * does. That would wait until the session of the broker before has ended, for it might be alive;
 * whoever starts this one holds a lock and knows that it is not.
 */
final class OneNode {

  private static final Logger LOG = LoggerFactory.getLogger(OneNode.class);

  /** Longer than any log takes to be read; it only comes without the controller at all. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final long PAUSE_MILLIS = 10;

  private final KafkaConfig config;
  private final SkippedTime time = new SkippedTime();
  private final ControllerServer controller;
  private final BrokerServer broker;

  /**
   * @param config of a formatted directory
   */
  OneNode(KafkaConfig config) {
    this.config = config;
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> found =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    Metrics metrics =
        Server$.MODULE$.initializeMetrics(config, time, found._1().clusterId().orElseThrow());
    SharedServer shared =
        new SharedServer(
            config,
            found._1(),
            time,
            metrics,
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), found._2());
    this.broker = new BrokerServer(shared);
  }

  /** Returns once it takes requests. */
  void startup() {
    controller.startup();
    if (isInCharge(controller.controller())) {
      // It has just taken whoever was registered for alive, and nobody is.
      time.skip(Duration.ofMillis(config.brokerSessionTimeoutMs() + 1L));
    }
    broker.startup();
  }

  /** Waits until the controller has taken charge; without it the broker waits by itself. */
  private static boolean isInCharge(Controller controller) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!controller.isActive() && System.nanoTime() < deadline) {
        Thread.sleep(PAUSE_MILLIS);
      }
      if (!controller.isActive()) {
        return false;
      }
      // It answers after what it does to take charge.
      Object unused =
          controller.finalizedFeatures(asked()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the controller does not say that it is in charge", e);
    }
    return false;
  }

  private static ControllerRequestContext asked() {
    return new ControllerRequestContext(
        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
  }

  void shutdown() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }
}
