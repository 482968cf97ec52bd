package dev.tidemark.archive.storage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.StorageBusyException;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What goes wrong with files in a cluster")
class ClusterFaultsTest {

  private final ClusterAddress address = TestClusters.fresh();
  private final KafkaClients clients = new KafkaClients(address, ClusterOptions.DEFAULT);

  @Test
  @DisplayName("A topic that would lose what is written to it is refused")
  void topicThatExpires() throws Exception {
    try (Admin admin = clients.admin()) {
      NewTopic expiring =
          new NewTopic(address.index(), 1, (short) 1).configs(Map.of("retention.ms", "1000"));
      Void unused = admin.createTopics(List.of(expiring)).all().get();
    }

    try (ClusterStorage storage = TestClusters.open(address)) {
      assertThatThrownBy(() -> storage.create("a"))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage(
              "topic "
                  + address.index()
                  + " has retention.ms = 1000, and would lose what is backed up to it");
    }
  }

  @Test
  @DisplayName("An index whose beginning is gone is refused, not read from where it begins")
  void indexWithoutItsBeginning() throws Exception {
    try (ClusterStorage storage = TestClusters.open(address)) {
      write(storage, "a", 10);
      write(storage, "b", 10);
    }
    try (Admin admin = clients.admin()) {
      Void unused =
          admin
              .deleteRecords(
                  Map.of(new TopicPartition(address.index(), 0), RecordsToDelete.beforeOffset(1)))
              .all()
              .get();
    }

    try (ClusterStorage storage = TestClusters.open(address)) {
      assertThatThrownBy(() -> storage.list(""))
          .isInstanceOf(DamagedFileException.class)
          .hasMessage(
              "topic "
                  + address.index()
                  + " is damaged: it begins at offset 1: older records are gone");
    }
  }

  @Test
  @DisplayName("A record that nobody wrote stops every reader, however often they ask")
  void strangeRecord() throws Exception {
    try (ClusterStorage storage = TestClusters.open(address)) {
      write(storage, "a", 10);
      send(new ProducerRecord<>(address.index(), 0, "b".getBytes(UTF_8), new byte[] {1}));
      send(new ProducerRecord<>(address.index(), 0, "c".getBytes(UTF_8), new byte[] {2}));

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> storage.list(""))
            .isInstanceOf(DamagedFileException.class)
            .hasMessage(
                "record 1 of topic "
                    + address.index()
                    + " is damaged: it is not the JSON expected");
      }
    }
  }

  @Test
  @DisplayName("A chunk that is gone ends the reading of its file with an error that names it")
  void lostChunk() throws Exception {
    try (ClusterStorage storage = TestClusters.open(address)) {
      write(storage, "a", 10);
      ChunkedFile lost = new ChunkedFile(new UUID(0, 7), 10, 0, 262_144, 1, List.of(0L));
      byte[] record = IndexCodec.encode(new IndexRecord.Committed(lost));
      send(new ProducerRecord<>(address.index(), 0, "b".getBytes(UTF_8), record));

      try (InputStream in = storage.open("b", 0)) {
        assertThatThrownBy(in::read)
            .isInstanceOf(IOException.class)
            .hasMessage(
                "chunk 0 of b is not in topic "
                    + address.chunks()
                    + " any more: the file was deleted");
      }
    }
  }

  @Test
  @DisplayName("A file of another writer between its chunks is passed over")
  void interleaved() throws IOException {
    ClusterOptions options = new ClusterOptions(1_000, 1, 1 << 20, 2, Duration.ofSeconds(30));
    try (ClusterStorage storage = ClusterStorage.open(address, options, System::nanoTime);
        StorageWriter one = storage.create("one");
        StorageWriter two = storage.create("two")) {
      byte[] ones = new byte[50_500];
      Arrays.fill(ones, (byte) 1);
      byte[] twos = new byte[50_500];
      for (int at = 0; at < ones.length; at += 500) {
        one.write(ones, at, 500);
        two.write(twos, at, 500);
      }
      one.commit();
      two.commit();

      try (InputStream in = storage.open("one", 0);
          InputStream other = storage.open("two", 20_250)) {
        assertThat(in.readAllBytes()).isEqualTo(ones);
        assertThat(other.readAllBytes()).isEqualTo(new byte[30_250]);
      }
      assertThat(storage.list(""))
          .containsExactly(new StoredFile("one", 50_500), new StoredFile("two", 50_500));
    }
  }

  @Test
  @DisplayName("Brokers that do not answer are told of, as worth another try")
  void noBrokers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    ClusterAddress nobody =
        new ClusterAddress(address.collection(), "127.0.0.1:" + port, Map.of(), -1);
    ClusterOptions hasty = new ClusterOptions(1_000, 1, 1 << 20, 1, Duration.ofSeconds(1));

    try (ClusterStorage storage = ClusterStorage.open(nobody, hasty, System::nanoTime)) {
      assertThatThrownBy(() -> storage.list("shop/"))
          .isInstanceOf(StorageBusyException.class)
          .hasMessageStartingWith("cannot list shop/ in " + nobody + ": ");
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (Producer<byte[], byte[]> producer = clients.producer()) {
      Optional<RecordMetadata> sent = Optional.of(producer.send(record).get());
      assertThat(sent).isPresent();
    }
  }

  private static void write(ClusterStorage storage, String path, int bytes) {
    try (StorageWriter writer = storage.create(path)) {
      writer.write(new byte[bytes], 0, bytes);
      writer.commit();
    }
  }
}
