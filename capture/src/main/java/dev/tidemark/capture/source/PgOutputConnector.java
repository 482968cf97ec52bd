package dev.tidemark.capture.source;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's connector, with a task of our own. Public because the engine makes it by name. */
@SuppressWarnings("unchecked") // What it inherits overrides a generic method with a raw one.
public final class PgOutputConnector extends PostgresConnector {

  @Override
  public Class<? extends Task> taskClass() {
    return PgOutputTask.class;
  }
}
