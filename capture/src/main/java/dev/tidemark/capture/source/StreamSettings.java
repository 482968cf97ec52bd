package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.RemovedLogException;
import dev.tidemark.capture.catalog.ServerTimeline;
import dev.tidemark.capture.catalog.SourceSettings;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a change stream is read with.
 *
 * @param name of the slot and of the publication
 * @param resume where to begin: the end of the last complete transaction
 * @param server the one that has what comes next, if one was asked: another does not do
 * @param queuedBytes how much may wait in memory between the server and the consumer
 */
public record StreamSettings(
    DatabaseUrl source,
    String name,
    Lsn resume,
    Optional<ServerTimeline> server,
    long queuedBytes) {

  private static final String RESUME_LSN = "tidemark.resume.lsn";
  private static final String SERVER = "tidemark.server";
  private static final String QUEUED_BYTES = "tidemark.queued.bytes";
  private static final String DRIVER = "driver.";

  /** The engine's properties, from which its task finds these settings again. */
  Properties properties() {
    Properties properties = new Properties();
    engine(properties);
    database(properties);
    properties.setProperty(RESUME_LSN, Long.toString(resume.value()));
    server.ifPresent(each -> properties.setProperty(SERVER, each.written()));
    properties.setProperty(QUEUED_BYTES, Long.toString(queuedBytes));
    return properties;
  }

  /** From what the engine hands to its task. */
  static StreamSettings of(Map<String, String> properties) {
    Map<String, String> parameters = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(DRIVER)) {
            parameters.put(key.substring(DRIVER.length()), value);
          }
        });
    return new StreamSettings(
        new DatabaseUrl(
            required(properties, "database.hostname"),
            Integer.parseInt(required(properties, "database.port")),
            required(properties, "database.dbname"),
            required(properties, "database.user"),
            new Secret(required(properties, "database.password")),
            parameters),
        required(properties, "slot.name"),
        new Lsn(Long.parseLong(required(properties, RESUME_LSN))),
        Optional.ofNullable(properties.get(SERVER)).flatMap(ServerTimeline::read),
        Long.parseLong(required(properties, QUEUED_BYTES)));
  }

  private static String required(Map<String, String> properties, String key) {
    String value = properties.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the engine lost its property " + key);
    }
    return value;
  }

  private void engine(Properties properties) {
    properties.setProperty("name", name);
    properties.setProperty("topic.prefix", name);
    properties.setProperty("connector.class", PgOutputConnector.class.getName());
    // Where capture stands is on the timeline, and nowhere else.
    properties.setProperty(
        "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
    // The engine's configuration wants one, though the engine itself never speaks to Kafka.
    properties.setProperty("bootstrap.servers", "localhost:9092");
    properties.setProperty("record.processing.threads", "1");
    properties.setProperty("task.management.timeout.ms", "30000");
    // Restarting is the supervisor's: one way back after every failure, from the timeline.
    properties.setProperty("errors.max.retries", "0");
    properties.setProperty("plugin.name", "pgoutput");
    properties.setProperty("slot.name", name);
    properties.setProperty("publication.name", name);
  }

  private void database(Properties properties) {
    properties.setProperty("database.hostname", source.host());
    properties.setProperty("database.port", Integer.toString(source.port()));
    properties.setProperty("database.dbname", source.database());
    properties.setProperty("database.user", source.user());
    properties.setProperty("database.password", source.password().reveal());
    source.parameters().forEach((key, value) -> properties.setProperty(DRIVER + key, value));
    // The connector looks at the source itself before it starts.
    SourceSettings.driverParameters(source)
        .forEach(
            (key, value) -> {
              properties.putIfAbsent(DRIVER + key, value);
              if (key.startsWith("ssl")) {
                properties.setProperty("database." + key, value);
              }
            });
  }

  /** The publication's name as the slot's option takes it: one of a list of identifiers. */
  String publication() {
    return TableId.quote(name);
  }

  ProblemException broken(SQLException cause) {
    String why = cause.getMessage() == null ? "the connection failed" : cause.getMessage();
    return RemovedLogException.of(cause, name, server)
        .<ProblemException>map(removed -> removed)
        .orElseGet(() -> broken(why, cause));
  }

  UnreachableSourceException broken(String why) {
    return broken(why, null);
  }

  UnreachableSourceException broken(String why, @Nullable Throwable cause) {
    return new UnreachableSourceException(
        "the change stream of the source " + source.place() + " broke: " + why,
        "Capture starts again by itself, from where it was. If it does not, check the server and"
            + " its log.",
        cause);
  }
}
