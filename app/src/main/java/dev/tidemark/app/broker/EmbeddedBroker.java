package dev.tidemark.app.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process, reachable from this machine only. Formatted on its first start;
 * after a kill the next start recovers its logs by itself.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final OneNode node;
  private final String bootstrapServers;

  private EmbeddedBroker(OneNode node, String bootstrapServers) {
    this.node = node;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the broker on its data; returns once it takes requests.
   *
   * @param directory everything of the broker: its data and the ports it had last time
   * @throws BrokerFailedException it does not come up; the message says why
   */
  public static EmbeddedBroker start(Path directory, BrokerOptions options) {
    return start(directory, options, Map.of());
  }

  /** The same with settings of Kafka's own. */
  static EmbeddedBroker start(Path directory, BrokerOptions options, Map<String, String> more) {
    try {
      Ports ports = Ports.choose(Files.createDirectories(directory).resolve("ports"));
      Path data = directory.resolve("data");
      format(data);
      Properties properties = BrokerProperties.of(data, ports, options);
      properties.putAll(more);
      OneNode node = new OneNode(new KafkaConfig(properties, false));
      node.startup();
      return new EmbeddedBroker(node, "127.0.0.1:" + ports.broker());
    } catch (IOException | RuntimeException e) {
      throw new BrokerFailedException(directory, e);
    }
  }

  /** What clients connect to. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    node.shutdown();
  }

  private static void format(Path data) throws IOException {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(silent())
            .setNodeId(BrokerProperties.NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setControllerListenerName(BrokerProperties.CONTROLLER)
            .addDirectory(data.toString())
            .setMetadataLogDirectory(data.toString());
    try {
      formatter.run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException("cannot format " + data, e));
    }
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
