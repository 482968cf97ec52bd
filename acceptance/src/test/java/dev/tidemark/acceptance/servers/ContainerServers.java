package dev.tidemark.acceptance.servers;

import java.util.Map;
import java.util.Optional;
import org.testcontainers.kafka.KafkaContainer;

/** Servers in containers. Which images: {@code -Dpostgres.image} and {@code -Dkafka.image}. */
final class ContainerServers implements Servers {

  @Override
  public PostgresServer postgres(Map<String, String> settings) {
    return ContainerPostgresServer.create(
        System.getProperty("postgres.image", "postgres:18"), PostgresSettings.with(settings));
  }

  @Override
  public Optional<String> kafka() {
    return Optional.of(SharedKafka.CONTAINER.getBootstrapServers());
  }

  private static final class SharedKafka {
    static final KafkaContainer CONTAINER =
        new KafkaContainer(System.getProperty("kafka.image", "apache/kafka:4.2.1"));

    static {
      CONTAINER.start();
      Runtime.getRuntime().addShutdownHook(new Thread(CONTAINER::stop));
    }

    private SharedKafka() {}
  }
}
