package dev.tidemark.capture.source;

import io.debezium.DebeziumException;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps the engine from hiding a gap. Left to itself it makes a missing slot anew, and a server
 * that is asked to begin before the place its slot has reached begins there without a word: both
 * lose changes silently. While the stream runs nobody else can move or drop the slot, so it is
 * looked at once more then.
 */
@SuppressWarnings("try") // close() may throw what the interface says.
final class GuardedReplication implements ReplicationConnection {

  private final ReplicationConnection replication;
  private final PostgresConnection connection;
  private final String slot;

  GuardedReplication(
      ReplicationConnection replication, PostgresConnection connection, String slot) {
    this.replication = replication;
    this.connection = connection;
    this.slot = slot;
  }

  @Override
  public ReplicationStream startStreaming(WalPositionLocator walPosition) {
    throw new DebeziumException("slot " + slot + " is only read from a known place");
  }

  @Override
  public ReplicationStream startStreaming(Lsn from, WalPositionLocator walPosition)
      throws SQLException, InterruptedException {
    ReplicationStream stream = replication.startStreaming(from, walPosition);
    String moved =
        connection.queryAndMap(
            "select confirmed_flush_lsn::text from pg_catalog.pg_replication_slots"
                + " where slot_name = '"
                + slot
                + "' and confirmed_flush_lsn > '"
                + from.asString()
                + "'::pg_lsn",
            row -> row.next() ? row.getString(1) : "");
    if (!moved.isEmpty()) {
      throw new DebeziumException(
          "slot " + slot + " was moved to " + moved + ", past " + from.asString());
    }
    return stream;
  }

  @Override
  public Optional<SlotCreationResult> createReplicationSlot() {
    throw new DebeziumException("slot " + slot + " is gone");
  }

  @Override
  public void initConnection() throws SQLException, InterruptedException {
    boolean isThere =
        connection.queryAndMap(
            "select from pg_catalog.pg_replication_slots where slot_name = '" + slot + "'",
            row -> row.next());
    if (!isThere) {
      throw new DebeziumException("slot " + slot + " is gone");
    }
    replication.initConnection();
  }

  @Override
  public boolean isConnected() throws SQLException {
    return replication.isConnected();
  }

  @Override
  public void reconnect() throws SQLException {
    replication.reconnect();
  }

  @Override
  public void close() throws Exception {
    replication.close();
  }
}
