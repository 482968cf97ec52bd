package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.SourceSettings;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What a change stream is read with.
 *
 * @param name of the slot and of the publication
 * @param resume where to begin: the end of the last complete transaction
 * @param heartbeat how often the source is touched, so that an idle one moves on
 * @param queuedChanges how many changes may wait in memory
 * @param queuedBytes the same, in bytes
 */
public record StreamSettings(
    DatabaseUrl source,
    String name,
    List<TableId> tables,
    Lsn resume,
    Duration heartbeat,
    int queuedChanges,
    long queuedBytes) {

  /** The prefix of Tidemark's own logical messages. */
  public static final String MESSAGES = "tidemark";

  private static final String HEARTBEAT =
      "select pg_catalog.pg_logical_emit_message(true, '" + MESSAGES + "', 'heartbeat')";

  private static final int BATCHES_IN_QUEUE = 4;

  public StreamSettings {
    tables = List.copyOf(tables);
  }

  /**
   * The engine's properties.
   *
   * @param unchanged what the engine is to put for a value that was not sent. It must be nobody's
   *     guess: a row that really holds it would be taken for one with that value missing
   */
  Properties properties(String unchanged) {
    Properties properties = new Properties();
    engine(properties);
    database(properties);
    stream(properties);
    properties.setProperty("unavailable.value.placeholder", unchanged);
    return properties;
  }

  private void engine(Properties properties) {
    properties.setProperty("name", name);
    properties.setProperty("topic.prefix", name);
    properties.setProperty("connector.class", TextConnector.class.getName());
    properties.setProperty("offset.storage", ResumeOffsets.class.getName());
    properties.setProperty(ResumeOffsets.RESUME_LSN, Long.toString(resume.value()));
    properties.setProperty("offset.flush.interval.ms", "0");
    // The engine's configuration wants one, though the engine itself never speaks to Kafka.
    properties.setProperty("bootstrap.servers", "localhost:9092");
    properties.setProperty("record.processing.threads", "1");
    properties.setProperty("task.management.timeout.ms", "30000");
    // Restarting is the supervisor's: one way back after every failure, from the timeline.
    properties.setProperty("errors.max.retries", "0");
    properties.setProperty("slot.max.retries", "0");
    properties.setProperty("poll.interval.ms", "20");
    properties.setProperty("max.batch.size", Integer.toString(queuedChanges / BATCHES_IN_QUEUE));
    properties.setProperty("max.queue.size", Integer.toString(queuedChanges));
    properties.setProperty("max.queue.size.in.bytes", Long.toString(queuedBytes));
  }

  private void database(Properties properties) {
    properties.setProperty("database.connection.factory.class", EngineConnections.class.getName());
    properties.setProperty("database.hostname", source.host());
    properties.setProperty("database.port", Integer.toString(source.port()));
    properties.setProperty("database.dbname", source.database());
    properties.setProperty("database.user", source.user());
    properties.setProperty("database.password", source.password().reveal());
    SourceSettings.driverParameters(source)
        .forEach(
            (key, value) -> {
              properties.setProperty("driver." + key, value);
              if (key.startsWith("ssl")) {
                properties.setProperty("database." + key, value);
              }
            });
    properties.setProperty("driver.options", SourceSettings.options(source));
  }

  private void stream(Properties properties) {
    properties.setProperty("plugin.name", "pgoutput");
    properties.setProperty("slot.name", name);
    properties.setProperty("slot.drop.on.stop", "false");
    properties.setProperty("publication.name", name);
    properties.setProperty("publication.autocreate.mode", "disabled");
    properties.setProperty("snapshot.mode", "no_data");
    properties.setProperty(
        "table.include.list",
        tables.stream().map(StreamSettings::pattern).collect(Collectors.joining(",")));
    properties.setProperty("skipped.operations", "none");
    properties.setProperty("tombstones.on.delete", "false");
    properties.setProperty("provide.transaction.metadata", "true");
    properties.setProperty("event.processing.failure.handling.mode", "fail");
    properties.setProperty("event.converting.failure.handling.mode", "fail");
    properties.setProperty("message.prefix.include.list", MESSAGES);
    properties.setProperty("binary.handling.mode", "bytes");
    properties.setProperty("heartbeat.interval.ms", Long.toString(heartbeat.toMillis()));
    properties.setProperty("heartbeat.action.query", HEARTBEAT);
    // Only what Kafka has is confirmed: never what the driver has merely read.
    properties.setProperty("lsn.flush.mode", "connector");
  }

  /** A regular expression for one name, without any of the characters that separate a list. */
  private static String pattern(TableId table) {
    return literal(table.schema()) + "\\." + literal(table.table());
  }

  private static String literal(String name) {
    StringBuilder pattern = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              boolean isPlain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
              if (isPlain) {
                pattern.appendCodePoint(c);
              } else {
                pattern.append("\\x{").append(Integer.toHexString(c)).append('}');
              }
            });
    return pattern.toString();
  }
}
