package dev.tidemark.capture.publish;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where Kafka is and how clients reach it.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param properties of every client, for security for instance
 */
public record KafkaAddress(String bootstrapServers, Map<String, String> properties) {

  public KafkaAddress {
    properties = Map.copyOf(properties);
  }

  Properties client(String id) {
    Properties client = new Properties();
    client.putAll(properties);
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    client.put(CommonClientConfigs.CLIENT_ID_CONFIG, id);
    return client;
  }
}
