package dev.tidemark.app.server;

import dev.tidemark.app.broker.BrokerOptions;
import dev.tidemark.app.broker.Cluster;
import dev.tidemark.app.broker.EmbeddedBroker;
import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.home.Home;
import java.util.Optional;

/** The Kafka the server works with: its own broker, or a cluster it was told of. */
record Kafka(String bootstrapServers, Optional<EmbeddedBroker> broker) implements AutoCloseable {

  static Kafka of(Home home, Configuration configuration) {
    if (configuration.bootstrapServers().isPresent()) {
      String servers = configuration.bootstrapServers().get();
      Cluster.requireReachable(servers, configuration.kafkaProperties());
      return new Kafka(servers, Optional.empty());
    }
    EmbeddedBroker broker =
        EmbeddedBroker.start(home.kafkaDirectory(), new BrokerOptions(configuration.flushEvery()));
    return new Kafka(broker.bootstrapServers(), Optional.of(broker));
  }

  @Override
  public void close() {
    broker.ifPresent(EmbeddedBroker::close);
  }
}
