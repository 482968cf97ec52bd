package dev.tidemark.app.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/** An existing Kafka cluster that somebody else runs. */
public final class Cluster {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Cluster() {}

  /**
   * Asks who is there, so that a cluster that is not is told of at once, instead of after each
   * client's own patience.
   *
   * @param properties of its clients
   * @throws ClusterUnreachableException nobody answers in time
   */
  public static void requireReachable(String bootstrapServers, Map<String, String> properties) {
    Map<String, Object> client = new HashMap<>();
    // Nobody can watch what ends at once.
    client.put("metric.reporters", "");
    client.put("enable.metrics.push", false);
    client.putAll(properties);
    client.put("bootstrap.servers", bootstrapServers);
    client.put("client.id", "tidemark-check");
    DescribeClusterOptions options =
        new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(client)) {
      admin.describeCluster(options).nodes().get();
    } catch (ExecutionException e) {
      throw new ClusterUnreachableException(
          bootstrapServers, e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw new ClusterUnreachableException(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterUnreachableException(bootstrapServers, e);
    }
  }
}
