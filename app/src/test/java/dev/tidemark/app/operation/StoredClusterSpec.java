package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredClusterSpec {

  @Test
  void brokers_are_its_address() {
    StoredCluster cluster = StoredCluster.parse("kafka://one:9092,two:9093");

    assertThat(cluster).isEqualTo(new StoredCluster("one:9092,two:9093", Optional.empty()));
    assertThat(cluster.address()).isEqualTo(URI.create("kafka://one:9092,two:9093"));
  }

  @Test
  void settings_of_the_clients_are_in_a_file() {
    StoredCluster cluster = StoredCluster.parse("kafka://one:9092?config=/etc/tidemark.properties");

    assertThat(cluster.configuration()).contains(Path.of("/etc/tidemark.properties"));
    assertThat(StoredCluster.parse(cluster.address().toString())).isEqualTo(cluster);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka:",
        "kafka://",
        "kafka://one",
        "kafka://me:s3cret@one:9092",
        "kafka://one:9092/shop",
        "kafka://one:9092,",
        "kafka://one:9092 two:9092"
      })
  void anything_else_is_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> StoredCluster.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "this is not the address of a Kafka cluster; write kafka://host:port,host:port, and"
                + " where the clients need settings ?config=/file with their kafka.client.…"
                + " settings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kafka://one:9092?password=s3cret", "kafka://one:9092?config=", "kafka://a:1?"})
  void other_options_are_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> StoredCluster.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the address of a Kafka cluster has one option, config; write"
                + " kafka://host:port,host:port, and where the clients need settings"
                + " ?config=/file with their kafka.client.… settings");
  }

  @Test
  void other_storages_are_none() {
    assertThat(StoredCluster.of(URI.create("s3://backups/shop"))).isEmpty();
    assertThat(StoredCluster.of(URI.create("cluster"))).isEmpty();
  }
}
