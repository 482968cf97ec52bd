package dev.tidemark.capture.source;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.relational.Column;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import java.util.List;

/**
 * Keeps the decoder from asking the catalog what a column is like. Its answer is of now, and the
 * rows are of then: a column that was made NOT NULL since would have its older nulls refused, and a
 * default would stand in for a null.
 */
final class ShapeConnection extends PostgresConnection {

  ShapeConnection(PostgresConnectorConfig config) {
    super(config.getJdbcConfig(), "Tidemark Shapes");
  }

  @Override
  public List<Column> getTableColumnsForDecoder(
      TableId table, Tables.ColumnNameFilter columnFilter) {
    return List.of();
  }
}
