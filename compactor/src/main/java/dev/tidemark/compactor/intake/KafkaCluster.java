package dev.tidemark.compactor.intake;

import java.util.Map;

/**
 * Where a collection's log is.
 *
 * @param bootstrapServers {@code host:port}, more of them separated by commas
 * @param properties further properties of its clients, for security; what reading rests on is not
 *     theirs to change
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> properties) {

  public KafkaCluster {
    properties = Map.copyOf(properties);
  }

  /** It may name secrets. */
  @Override
  public String toString() {
    return bootstrapServers;
  }
}
