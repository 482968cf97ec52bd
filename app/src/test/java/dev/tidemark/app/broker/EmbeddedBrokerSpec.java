package dev.tidemark.app.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerSpec {

  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

  /** Longer than a broker tries to register: one that waited for the one before would not start. */
  private static final Map<String, String> LONG_SESSION =
      Map.of("broker.session.timeout.ms", "3600000");

  @Test
  void what_was_committed_is_read_and_what_was_aborted_is_not_also_after_a_restart_on_one_port(
      @TempDir Path directory) throws Exception {
    String address;
    List<String> before;
    try (EmbeddedBroker broker = start(directory)) {
      address = broker.bootstrapServers();
      given_a_topic(address);
      when_one_transaction_commits_and_another_aborts(address);
      before = committed(address);
    }

    try (EmbeddedBroker broker = start(directory)) {
      assertThat(before).containsExactly("a", "b");
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(committed(address)).containsExactly("a", "b");
    }
  }

  private static EmbeddedBroker start(Path directory) {
    return EmbeddedBroker.start(directory, BrokerOptions.DEFAULT, LONG_SESSION);
  }

  private static void given_a_topic(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  private static void when_one_transaction_commits_and_another_aborts(String address)
      throws Exception {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", address, "transactional.id", "writer");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(PARTITION.topic(), "a")).get();
      producer.send(new ProducerRecord<>(PARTITION.topic(), "b")).get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(PARTITION.topic(), "c")).get();
      producer.abortTransaction();
    }
  }

  private static List<String> committed(String address) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      List<String> values = new ArrayList<>();
      Instant deadline = Instant.now().plusSeconds(30);
      while (consumer.position(PARTITION) < end && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }
}
