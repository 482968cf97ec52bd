package dev.tidemark.capture.source;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;

/**
 * Says of every type that it is text. So the server's own text of a value comes through as it is,
 * and every type comes through exactly: nothing is parsed and printed again on the way.
 */
final class TextTypeRegistry extends TypeRegistry {

  private static final int TEXT = 25;

  TextTypeRegistry(PostgresConnection connection) {
    super(connection);
  }

  @Override
  public PostgresType get(int oid) {
    return super.get(TEXT);
  }

  @Override
  public PostgresType get(String name) {
    return super.get(TEXT);
  }
}
