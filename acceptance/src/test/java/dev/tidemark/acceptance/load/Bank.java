package dev.tidemark.acceptance.load;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The workload of pgbench (TPC-B-like): its four tables and five statements, from several clients
 * at once. Its history gets a primary key, which pgbench leaves out.
 *
 * <p>The clients work in bursts that begin together, in which each does its transactions one after
 * the other as fast as it can, and between which the machine belongs to what is tested. With {@code
 * -Dbank.burst=0} they never pause.
 */
final class Bank implements AutoCloseable {

  static final List<TableId> TABLES =
      List.of(
          new TableId("public", "pgbench_accounts"),
          new TableId("public", "pgbench_branches"),
          new TableId("public", "pgbench_history"),
          new TableId("public", "pgbench_tellers"));

  private static final int SCALE = Integer.getInteger("bank.scale", 1);
  private static final int BURST = Integer.getInteger("bank.burst", 60);
  private static final long BURST_EVERY = TimeUnit.SECONDS.toNanos(1);
  private static final int ACCOUNTS = 100_000;
  private static final int TELLERS = 10;

  private final Database database;
  private final List<CompletableFuture<Integer>> clients = new ArrayList<>();
  private final long opened = System.nanoTime();
  private volatile boolean stopped;

  private Bank(Database database) {
    this.database = database;
  }

  static Bank open(Database database, int clients, Random random) {
    database.execute(
        "CREATE TABLE pgbench_branches (bid integer PRIMARY KEY, bbalance integer, filler char(88))",
        "CREATE TABLE pgbench_tellers (tid integer PRIMARY KEY, bid integer, tbalance integer, filler char(84))",
        "CREATE TABLE pgbench_accounts (aid integer PRIMARY KEY, bid integer, abalance integer, filler char(84))",
        "CREATE TABLE pgbench_history (hid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tid integer,"
            + " bid integer, aid integer, delta integer, mtime timestamp, filler char(22))",
        "INSERT INTO pgbench_branches SELECT n, 0, '' FROM generate_series(1, %d) n"
            .formatted(SCALE),
        "INSERT INTO pgbench_tellers SELECT n, (n - 1) / %d + 1, 0, '' FROM generate_series(1, %d) n"
            .formatted(TELLERS, TELLERS * SCALE),
        "INSERT INTO pgbench_accounts SELECT n, (n - 1) / %d + 1, 0, '' FROM generate_series(1, %d) n"
            .formatted(ACCOUNTS, ACCOUNTS * SCALE));
    Bank bank = new Bank(database);
    for (int i = 0; i < clients; i++) {
      Random own = new Random(random.nextLong());
      bank.clients.add(CompletableFuture.supplyAsync(() -> bank.serve(own), Bank::begin));
    }
    return bank;
  }

  /** A thread for each: the common pool has fewer on a machine with few processors. */
  private static void begin(Runnable client) {
    Thread thread = new Thread(client, "client of the bank");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the clients, and answers how many transactions they committed. */
  int closed() {
    stopped = true;
    return clients.stream().mapToInt(CompletableFuture::join).sum();
  }

  private int serve(Random random) {
    try (Connection connection = database.connect();
        PreparedStatement account =
            connection.prepareStatement(
                "UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?");
        PreparedStatement look =
            connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?");
        PreparedStatement teller =
            connection.prepareStatement(
                "UPDATE pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?");
        PreparedStatement branch =
            connection.prepareStatement(
                "UPDATE pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?");
        PreparedStatement history =
            connection.prepareStatement(
                "INSERT INTO pgbench_history (delta, tid, bid, aid, mtime) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)")) {
      connection.setAutoCommit(false);
      int committed = 0;
      while (!stopped) {
        int delta = random.nextInt(10_001) - 5_000;
        int aid = 1 + random.nextInt(ACCOUNTS * SCALE);
        int tid = 1 + random.nextInt(TELLERS * SCALE);
        int bid = 1 + random.nextInt(SCALE);
        execute(account, delta, aid);
        execute(look, aid);
        execute(teller, delta, tid);
        execute(branch, delta, bid);
        execute(history, delta, tid, bid, aid);
        connection.commit();
        committed++;
        if (BURST > 0 && committed % BURST == 0) {
          awaitBurst(committed / BURST);
        }
      }
      return committed;
    } catch (SQLException e) {
      throw new IllegalStateException("a client of the bank fails", e);
    }
  }

  /** Whoever took longer than until then begins at once. */
  private void awaitBurst(int number) {
    long begin = opened + number * BURST_EVERY;
    long left = begin - System.nanoTime();
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(left);
      left = begin - System.nanoTime();
    }
  }

  private static void execute(PreparedStatement statement, int... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setInt(i + 1, values[i]);
    }
    statement.execute();
  }

  @Override
  public void close() {
    stopped = true;
  }
}
