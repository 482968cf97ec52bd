package dev.tidemark.app.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The settings of a broker for one machine: nothing is replicated, nothing expires, little memory.
 */
final class BrokerProperties {

  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String BROKER = "BROKER";
  private static final int MEBIBYTE = 1024 * 1024;

  private BrokerProperties() {}

  static Properties of(Path data, Ports ports, BrokerOptions options) {
    Properties properties = new Properties();
    oneNode(properties, data, ports);
    unreplicated(properties);
    nothingExpires(properties);
    shortTransactions(properties);
    largeMessages(properties);
    littleMemory(properties);
    flushed(properties, options);
    return properties;
  }

  private static void oneNode(Properties properties, Path data, Ports ports) {
    String host = "127.0.0.1:";
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE));
    properties.put("controller.quorum.voters", NODE + "@" + host + ports.controller());
    properties.put(
        "listeners",
        BROKER
            + "://"
            + host
            + ports.broker()
            + ","
            + CONTROLLER
            + "://"
            + host
            + ports.controller());
    properties.put("advertised.listeners", BROKER + "://" + host + ports.broker());
    properties.put(
        "listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.put("inter.broker.listener.name", BROKER);
    properties.put("controller.listener.names", CONTROLLER);
    properties.put("log.dirs", data.toString());
    properties.put("auto.create.topics.enable", "false");
    // A stop has ten seconds: with one node there is nobody to hand leadership to.
    properties.put("controlled.shutdown.enable", "false");
    // A broker that stood still for longer is shut out until its next heartbeat.
    properties.put("broker.session.timeout.ms", "3000");
    properties.put("broker.heartbeat.interval.ms", "500");
  }

  private static void unreplicated(Properties properties) {
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
  }

  private static void nothingExpires(Properties properties) {
    properties.put("log.retention.ms", "-1");
    properties.put("log.retention.bytes", "-1");
    // A transaction of capture lasts as long as its slowest batch; after a stall it must still
    // commit.
    properties.put("transaction.max.timeout.ms", "3600000");
    // A collection may be stopped for months: its producer must still be known when it comes back.
    properties.put("transactional.id.expiration.ms", Integer.toString(Integer.MAX_VALUE));
  }

  /**
   * The first batch of a transaction waits in the broker until the markers of the one before are
   * written, which takes a millisecond or two here; by itself Kafka asks again after 20. Refused
   * after the longest wait, the client would wait for another 100.
   */
  private static void shortTransactions(Properties properties) {
    properties.put("add.partitions.to.txn.retry.backoff.ms", "2");
    properties.put("add.partitions.to.txn.retry.backoff.max.ms", "500");
  }

  private static void largeMessages(Properties properties) {
    properties.put("message.max.bytes", Integer.toString(80 * MEBIBYTE));
    properties.put("replica.fetch.max.bytes", Integer.toString(80 * MEBIBYTE));
    properties.put("socket.request.max.bytes", Integer.toString(100 * MEBIBYTE));
  }

  private static void littleMemory(Properties properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    properties.put("num.recovery.threads.per.data.dir", "2");
    properties.put("log.cleaner.threads", "1");
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * MEBIBYTE));
    properties.put("log.segment.bytes", Integer.toString(256 * MEBIBYTE));
    properties.put("log.index.size.max.bytes", Integer.toString(2 * MEBIBYTE));
    properties.put("metadata.log.segment.bytes", Integer.toString(16 * MEBIBYTE));
    properties.put("group.coordinator.threads", "1");
    properties.put("share.coordinator.threads", "1");
  }

  private static void flushed(Properties properties, BrokerOptions options) {
    String interval = Long.toString(options.flushEvery().toMillis());
    if (options.flushEvery().isZero()) {
      properties.put("log.flush.interval.messages", "1");
    } else {
      properties.put("log.flush.interval.ms", interval);
      properties.put("log.flush.scheduler.interval.ms", interval);
    }
  }
}
