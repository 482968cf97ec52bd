package dev.tidemark.acceptance.contract;

import dev.tidemark.acceptance.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Some hundred small transactions a second on {@code busy}, until closed. */
final class Load implements AutoCloseable {

  private static final int FIRST = 10_000_000;

  private final Database database;
  private final AtomicInteger commits = new AtomicInteger();
  private final CompletableFuture<Void> done;
  private volatile boolean stopped;

  private Load(Database database) {
    this.database = database;
    this.done = CompletableFuture.runAsync(this::write);
  }

  static Load on(Database database) {
    return new Load(database);
  }

  int commits() {
    return commits.get();
  }

  private void write() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (!stopped) {
        int id = FIRST + commits.incrementAndGet();
        statement.execute("INSERT INTO busy VALUES (" + id + ", 'under load')");
        statement.execute("UPDATE busy SET v = 'changed' WHERE id = " + (id - 1));
        statement.execute("SELECT pg_sleep(0.002)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the load fails", e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    done.join();
  }
}
