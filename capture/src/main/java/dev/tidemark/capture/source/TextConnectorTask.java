package dev.tidemark.capture.source;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Debezium's task, reading every value as text, from a slot that it may neither make nor drop.
 * Public because the engine makes it by name.
 */
public final class TextConnectorTask extends PostgresConnectorTask {

  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(2);

  @Override
  protected ReplicationConnection buildReplicationConnection(
      PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config)
      throws SQLException {
    ReplicationConnection replication =
        ReplicationConnection.builder(config)
            .withSlot(config.slotName())
            .withPublication(config.publicationName())
            .withTableFilter(config.getTableFilters())
            .withPublicationAutocreateMode(PostgresConnectorConfig.AutoCreateMode.DISABLED)
            .withPlugin(config.plugin())
            .dropSlotOnClose(/* dropSlotOnClose= */ false)
            .statusUpdateInterval(STATUS_INTERVAL)
            .withTypeRegistry(new TextTypeRegistry(connection))
            .withSchema(schema)
            .jdbcMetadataConnection(new ShapeConnection(config))
            .build();
    return new GuardedReplication(replication, connection, config.slotName());
  }
}
