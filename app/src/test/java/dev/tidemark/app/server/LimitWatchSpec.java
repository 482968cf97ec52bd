package dev.tidemark.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.broker.BrokerOptions;
import dev.tidemark.app.broker.EmbeddedBroker;
import dev.tidemark.capture.Archived;
import dev.tidemark.capture.CaptureConfig;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.publish.Covered;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.capture.publish.KafkaLogs;
import dev.tidemark.capture.publish.LogLimits;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker says of the topics of a collection, and what is told of it. */
class LimitWatchSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final TableId ORDERS = TableId.parse("public.orders");
  private static final TableId BEFOREHAND = TableId.parse("public.beforehand");
  private static final TableId CHOSEN = TableId.parse("public.chosen");

  /** The broker's own clock counts, too: what is too old goes. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private Optional<Covered> covered = Optional.empty();

  @Test
  void a_limit_on_a_topic_is_told_with_what_waits_for_a_backup_until_it_is_set_back(
      @TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, BrokerOptions.DEFAULT);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      String address = broker.bootstrapServers();
      KafkaAddress kafka = new KafkaAddress(address, Map.of());
      given_topics_that_were_there_before(admin);
      try (OpenedLog log = log(kafka)) {
        assertThat(log.last()).isEmpty();
      }
      LimitWatch watch = watch(address);
      try (LogLimits limits = new LogLimits(kafka, SHOP)) {
        assertThat(watch.ask(limits).orElseThrow().text())
            .as("what somebody chose stays, what nobody chose is without limits")
            .startsWith("topic shop.public.chosen has retention.ms = 7200000: ")
            .doesNotContain("further");
        limit(admin, "shop.public.chosen", "-1");
        assertThat(watch.ask(limits)).isEmpty();

        when_a_change_comes(address, now.minusSeconds(600));
        when_a_change_comes(address, now.minusSeconds(300));
        limit(admin, "shop.public.orders", "3600000");
        KafkaWarning warning = watch.ask(limits).orElseThrow();
        assertThat(warning.text())
            .isEqualTo(
                "topic shop.public.orders has retention.ms = 3600000: Kafka removes what is older"
                    + " than 1 h 0 min, whether a backup has it or not; the oldest that no backup"
                    + " has is of "
                    + now.minusSeconds(600)
                    + " and may go in 50 min 0 s. Set it back:"
                    + " kafka-configs --alter --entity-type topics --entity-name"
                    + " shop.public.orders --add-config"
                    + " cleanup.policy=delete,retention.ms=-1,retention.bytes=-1");
        assertThat(warning.expires()).contains(now.plusSeconds(3000));

        covered = covered(1);
        assertThat(watch(address).ask(limits).orElseThrow().text())
            .contains(
                "the oldest that no backup has is of "
                    + now.minusSeconds(300)
                    + " and may go in 55 ");
        covered = covered(2);
        assertThat(watch(address).ask(limits).orElseThrow().text())
            .contains("nothing in it waits for a backup now");

        limit(admin, "shop.timeline", "1800000");
        assertThat(watch.ask(limits).orElseThrow().text())
            .startsWith("topic shop.timeline has retention.ms = 1800000: ")
            .contains(
                "is of "
                    + now.minusSeconds(900)
                    + " and may go in 15 min 0 s; further limits: 1. Set");
        limit(admin, "shop.timeline", "-1");
        limit(admin, "shop.public.orders", "-1");
        assertThat(watch.ask(limits)).isEmpty();
      }
    }
  }

  private Optional<Covered> covered(long orders) {
    OffsetMap offsets = OffsetMap.of(Map.of(ORDERS, List.of(orders)));
    return Optional.of(new Covered(Sequence.of(1), now.minusSeconds(900), offsets));
  }

  private LimitWatch watch(String address) {
    DatabaseUrl source = new DatabaseUrl("nowhere", 5432, "shop", "me", new Secret(""), Map.of());
    CaptureConfig config = CaptureConfig.of(SHOP, source, List.of(ORDERS), address);
    Archived archived = () -> covered;
    return new LimitWatch(config, archived, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** One as a broker makes it by itself, but for the cluster's time; one that somebody limited. */
  private static void given_topics_that_were_there_before(Admin admin) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic("shop.public.beforehand", 1, (short) 1),
                new NewTopic("shop.public.chosen", 1, (short) 1)
                    .configs(Map.of("retention.ms", "7200000"))))
        .all()
        .get();
    ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
    alter(admin, brokers, new ConfigEntry("log.retention.ms", "3600000"));
  }

  private static OpenedLog log(KafkaAddress kafka) {
    return new KafkaLogs(
            kafka, SHOP, () -> List.of(ORDERS, BEFOREHAND, CHOSEN), 1, 1, 1 << 20, Optional::empty)
        .open();
  }

  private static void when_a_change_comes(String address, Instant at) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>("shop.public.orders", 0, at.toEpochMilli(), "1", "a change"))
          .get();
    }
  }

  private static void limit(Admin admin, String topic, String millis)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    alter(admin, resource, new ConfigEntry("retention.ms", millis));
    // The broker learns of it a moment after it has answered.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!retention(admin, resource).equals(millis)) {
      assertThat(System.nanoTime()).as("the broker takes %s", millis).isLessThan(deadline);
    }
  }

  private static String retention(Admin admin, ConfigResource topic)
      throws ExecutionException, InterruptedException {
    return admin.describeConfigs(List.of(topic)).all().get().get(topic).get("retention.ms").value();
  }

  private static void alter(Admin admin, ConfigResource resource, ConfigEntry entry)
      throws ExecutionException, InterruptedException {
    admin
        .incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, OpType.SET))))
        .all()
        .get();
  }
}
