package dev.tidemark.acceptance.crash;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.workload.Batches;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Writes until told to stop: COPY and multi-row statements, whose rows share a place in the log,
 * and a pause inside each transaction, so that most deaths come in the middle of one.
 */
final class BatchWriter implements AutoCloseable {

  private static final int MOST_COPIED = 5_000;

  private final Database database;
  private final Random random;
  private final Batches batches;
  private final CompletableFuture<Long> done;
  private volatile boolean stopped;

  private BatchWriter(Database database, Random random) {
    this.database = database;
    this.random = random;
    this.batches = new Batches(random, MOST_COPIED, 1_000_000);
    this.done = CompletableFuture.supplyAsync(this::write);
  }

  static BatchWriter start(Database database, Random random) {
    return new BatchWriter(database, random);
  }

  /** Stops after the transaction at hand, and answers how many it committed. */
  long stop() {
    stopped = true;
    return done.join();
  }

  private long write() {
    long commits = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!stopped) {
        transaction(connection, statement);
        if (random.nextInt(12) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          commits++;
        }
      }
      return commits;
    } catch (SQLException e) {
      throw new IllegalStateException("the writer fails", e);
    }
  }

  private void transaction(Connection connection, Statement statement) throws SQLException {
    for (int step = random.nextInt(3); step >= 0; step--) {
      batches.step(connection, statement);
      statement.execute("SELECT pg_sleep(" + random.nextDouble() / 20 + ")");
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
