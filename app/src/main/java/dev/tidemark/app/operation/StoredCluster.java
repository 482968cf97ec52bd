package dev.tidemark.app.operation;

import dev.tidemark.app.broker.Cluster;
import dev.tidemark.app.config.ConfigurationFile;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.cluster.ClusterAddress;
import dev.tidemark.archive.storage.cluster.ClusterCollections;
import dev.tidemark.schemas.change.CollectionName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Kafka cluster as a place of backups, where no home says which one it is: {@code
 * kafka://host:port,host:port?config=/file}.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param configuration a configuration file of which the {@code kafka.client.…} count
 */
public record StoredCluster(String bootstrapServers, Optional<Path> configuration) {

  private static final String SCHEME = "kafka";
  private static final String CONFIG = "config=";
  private static final Pattern SERVERS =
      Pattern.compile("[^@,:\\s]+:\\d{1,5}(,[^@,:\\s]+:\\d{1,5})*");
  private static final String FORM =
      "write kafka://host:port,host:port, and where the clients need settings ?config=/file with"
          + " their kafka.client.… settings";

  /** Whether a text is meant to be such an address. */
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME + ":");
  }

  /**
   * Reads an address; the file is not opened yet.
   *
   * @throws IllegalArgumentException it is none; the message says what to write, and repeats
   *     nothing that may be secret
   */
  public static StoredCluster parse(String text) {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("this is not the address of a Kafka cluster; " + FORM);
    }
    String servers = address.getAuthority();
    String path = address.getPath();
    boolean hasPath = path != null && !path.isEmpty() && !path.equals("/");
    if (servers == null || !SERVERS.matcher(servers).matches() || hasPath) {
      throw new IllegalArgumentException("this is not the address of a Kafka cluster; " + FORM);
    }
    String query = address.getQuery();
    if (query == null) {
      return new StoredCluster(servers, Optional.empty());
    }
    if (!query.startsWith(CONFIG) || query.length() == CONFIG.length() || query.contains("&")) {
      throw new IllegalArgumentException(
          "the address of a Kafka cluster has one option, config; " + FORM);
    }
    return new StoredCluster(servers, Optional.of(Path.of(query.substring(CONFIG.length()))));
  }

  /** The cluster that an address means; empty when it is that of another storage. */
  static Optional<StoredCluster> of(URI address) {
    return Optional.of(address.toString()).filter(StoredCluster::isMeant).map(StoredCluster::parse);
  }

  /** As {@link #parse} reads it. */
  public URI address() {
    String query = configuration.map(file -> CONFIG + file).orElse(null);
    try {
      return new URI(SCHEME, bootstrapServers, "", query, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every character is quoted where it must be", e);
    }
  }

  /**
   * The collections that have backups in it, in name order.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException it does not answer
   */
  List<CollectionName> names() {
    Map<String, String> properties = properties();
    Cluster.requireReachable(bootstrapServers, properties);
    return ClusterCollections.names(bootstrapServers, properties).stream()
        .filter(name -> Archive.collections(storage(name)).contains(name))
        .toList();
  }

  private Storage storage(CollectionName name) {
    return CollectionArchive.storage(address(), name);
  }

  /** Where the backups of one collection are. */
  ClusterAddress archive(CollectionName name) {
    // Nothing is written there from here: no topic is ever made.
    return new ClusterAddress(name, bootstrapServers, properties(), -1);
  }

  private Map<String, String> properties() {
    return configuration
        .map(file -> ConfigurationFile.read(file).kafkaProperties())
        .orElse(Map.of());
  }
}
