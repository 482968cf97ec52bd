package dev.tidemark.app.operation;

import dev.tidemark.app.broker.Cluster;
import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.config.ConfigurationFile;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.home.ServerInfo;
import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.archive.storage.cluster.ClusterAddress;
import dev.tidemark.capture.AfterGap;
import dev.tidemark.capture.Archived;
import dev.tidemark.capture.CaptureConfig;
import dev.tidemark.capture.publish.CollectionTopics;
import dev.tidemark.capture.publish.Covered;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.compactor.intake.KafkaLog;
import dev.tidemark.schemas.event.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A home, its Kafka, and the configuration its server runs with. */
public record Deployment(Home home, String bootstrapServers, Configuration configuration) {

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException nothing captures in this home, or its
   *     Kafka is a cluster that does not answer
   */
  public static Deployment running(Home home) {
    ServerInfo server = home.server().orElseThrow(() -> new ServerNotRunningException(home));
    return of(home, server);
  }

  /**
   * A home whose Kafka can be used: it has a running server, or its Kafka is a cluster that lives
   * without one.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the broker went with the server, or the
   *     cluster does not answer
   */
  public static Deployment withKafka(Home home) {
    ServerInfo server =
        home.server()
            .or(() -> home.lastServer().filter(info -> !info.embedded()))
            .orElseThrow(() -> new ServerNotRunningException(home));
    return of(home, server);
  }

  /**
   * As {@link #withKafka(Home)}, to work with what is captured of a collection.
   *
   * @throws DropBegunException its log may be gone already
   */
  static Deployment withKafka(Home home, ProtectedTables collection) {
    if (collection.dropping()) {
      throw new DropBegunException(collection.name());
    }
    return withKafka(home);
  }

  private static Deployment of(Home home, ServerInfo server) {
    String file = server.configuration();
    Configuration configuration =
        file == null ? Configuration.DEFAULT : ConfigurationFile.read(Path.of(file));
    if (!server.embedded()) {
      Cluster.requireReachable(server.bootstrapServers(), configuration.kafkaProperties());
    }
    return new Deployment(home, server.bootstrapServers(), configuration);
  }

  /** The collection's log in Kafka. */
  KafkaLog log(ProtectedTables collection) {
    return new KafkaLog(collection.name(), bootstrapServers, configuration.kafkaProperties());
  }

  /** Where the collection's backups are when they live in its own Kafka. */
  ClusterAddress archive(ProtectedTables collection) {
    return new ClusterAddress(
        collection.name(),
        bootstrapServers,
        configuration.kafkaProperties(),
        configuration.replicationFactor());
  }

  /** Where the collection's backups are, for who has no home to ask. */
  URI backups(ProtectedTables collection) {
    if (!Storages.isCluster(collection.storage())) {
      return collection.storage();
    }
    Optional<Path> file =
        configuration.kafkaProperties().isEmpty()
            ? Optional.empty()
            : home.server()
                .or(home::lastServer)
                .map(ServerInfo::configuration)
                .map(text -> Path.of(text).toAbsolutePath());
    return new StoredCluster(bootstrapServers, file).address();
  }

  /** Removes the collection's log from Kafka. What is gone already is no error. */
  void deleteTopics(ProtectedTables collection) {
    KafkaAddress kafka = new KafkaAddress(bootstrapServers, configuration.kafkaProperties());
    try (CollectionTopics topics = new CollectionTopics(kafka, new Topics(collection.name()))) {
      topics.delete();
    }
  }

  /**
   * Where the newest backup of the collection ends, asked each time.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the archive cannot be read
   */
  public Archived archived(ProtectedTables collection) {
    return () ->
        Chains.of(CollectionArchive.of(this, collection).manifests())
            .newest()
            .map(Chain::end)
            .map(end -> new Covered(end.sequence(), end.time(), end.offsets()));
  }

  /** How the collection is captured here. */
  public CaptureConfig capture(ProtectedTables collection) {
    return CaptureConfig.of(
            collection.name(), collection.source(), collection.tables(), bootstrapServers)
        .withKafka(configuration.kafkaProperties())
        .withTopics(configuration.partitions(), configuration.replicationFactor())
        .withHeartbeat(configuration.heartbeat())
        .withBuffers(configuration.buffers())
        .withAfterGap(
            collection.options().goesOnAfterGap() ? AfterGap.NEW_SNAPSHOT : AfterGap.STOP);
  }
}
