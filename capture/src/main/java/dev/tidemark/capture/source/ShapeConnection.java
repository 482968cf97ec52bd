package dev.tidemark.capture.source;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.relational.Column;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the decoder from asking the catalog what a column is like. Its answer is of now, and the
 * rows are of then: a column that was made NOT NULL since would have its older nulls refused, and a
 * default would stand in for a null.
 */
final class ShapeConnection extends PostgresConnection {

  private static final String COLUMNS =
      """
      select a.attname from pg_catalog.pg_attribute a
        join pg_catalog.pg_class c on c.oid = a.attrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
      """;

  ShapeConnection(PostgresConnectorConfig config) {
    super(config.getJdbcConfig(), "Tidemark Shapes");
  }

  @Override
  public List<Column> getTableColumnsForDecoder(TableId table, Tables.ColumnNameFilter columnFilter)
      throws SQLException {
    return prepareQueryAndMap(
        COLUMNS,
        statement -> {
          statement.setString(1, table.schema());
          statement.setString(2, table.table());
        },
        row -> {
          List<Column> columns = new ArrayList<>();
          while (row.next()) {
            columns.add(Column.editor().name(row.getString(1)).optional(true).create());
          }
          return columns;
        });
  }
}
