package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.workload.UndecidedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the workload on a thread of its own until it is closed, and keeps the history. When the
 * server goes away it waits for it to come back, and asks it what became of the transaction that
 * was just committing.
 */
final class Writer implements AutoCloseable {

  private static final int LONGEST_PAUSE_MILLIS = 90;
  private static final long BETWEEN_ATTEMPTS = TimeUnit.MILLISECONDS.toNanos(100);

  /** What a server says that goes, comes, or has no disk; and what the driver says without one. */
  private static final List<String> GONE = List.of("08", "57P", "58", "53100", "XX", "25P02");

  private final Database database;
  private final Random random;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Thread thread = new Thread(this::run, "workload");
  private @Nullable Sessions sessions;
  private @Nullable UndecidedException undecided;
  private volatile History history;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Exception trouble;

  private Writer(Database database, Random random, Sessions sessions) throws SQLException {
    this.database = database;
    this.random = random;
    this.sessions = sessions;
    this.history = new History(sessions.observe());
  }

  static Writer start(Database database, Random random) throws SQLException {
    Writer writer = new Writer(database, random, new Sessions(database, random));
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  History history() {
    return history;
  }

  /** Fails as the workload has, if it has. */
  void requireWell() {
    Throwable found = failure;
    if (found != null) {
      throw new AssertionError("the workload fails: " + found.getMessage(), found);
    }
  }

  /** What it was last kept from its work by. */
  Optional<Exception> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Nothing is written until {@link #release}; false when something is undecided. */
  boolean hold() {
    turn.lock();
    if (undecided != null || sessions == null) {
      turn.unlock();
      return false;
    }
    return true;
  }

  /**
   * Goes on with a new history, of another server.
   *
   * @throws SQLException it is not there
   */
  void releaseAnew() throws SQLException {
    try {
      leave();
      Sessions fresh = new Sessions(database, random);
      sessions = fresh;
      history = new History(fresh.observe());
    } finally {
      turn.unlock();
    }
  }

  void release() {
    turn.unlock();
  }

  private void run() {
    while (!closed && failure == null) {
      long pause = 0;
      turn.lock();
      try {
        Sessions open = sessions == null ? comeBack() : sessions;
        open.step(history);
        pause = random.nextInt(3) > 0 ? random.nextInt(LONGEST_PAUSE_MILLIS) : 0;
      } catch (SQLException | IllegalStateException e) {
        pause = TimeUnit.NANOSECONDS.toMillis(BETWEEN_ATTEMPTS);
        lost(e);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        turn.unlock();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
    }
  }

  private void lost(Exception e) {
    trouble = e;
    if (e instanceof UndecidedException found) {
      undecided = found;
    } else if (!isGone(e)) {
      failure = e;
    }
    leave();
  }

  private static boolean isGone(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        String state = String.valueOf(found.getSQLState());
        return state.equals("null") || GONE.stream().anyMatch(state::startsWith);
      }
    }
    return false;
  }

  private void leave() {
    Sessions left = sessions;
    sessions = null;
    if (left != null) {
      try {
        left.close();
      } catch (SQLException | IllegalStateException e) {
        // The server is gone, and its sessions with it.
        sessions = null;
      }
    }
  }

  /** The server is there again, and what it says of the transaction that was lost sight of. */
  private Sessions comeBack() throws SQLException {
    Sessions fresh = new Sessions(database, random);
    sessions = fresh;
    UndecidedException open = undecided;
    if (open != null && isCommitted(open.transaction()) && open.hasTouched()) {
      history.commitFound(open.transaction(), fresh.observe());
    }
    undecided = null;
    history.alter(ChangingTable.ID, fresh.changing());
    return fresh;
  }

  private boolean isCommitted(String transaction) throws SQLException {
    if (transaction.isEmpty()) {
      return false;
    }
    String status;
    try {
      status = database.query("SELECT pg_xact_status('" + transaction + "'::xid8)").get(0);
    } catch (IllegalStateException e) {
      if (isInTheFuture(e)) {
        return false;
      }
      throw e;
    }
    return switch (Optional.ofNullable(status).orElse("forgotten")) {
      case "committed" -> true;
      case "aborted" -> false;
      default -> throw new SQLException("transaction " + transaction + " is " + status, "57P00");
    };
  }

  /** The server has died before anything of the transaction was in its log. */
  private static boolean isInTheFuture(IllegalStateException e) {
    return e.getCause() instanceof SQLException cause && "22023".equals(cause.getSQLState());
  }

  /** Stops after the transaction at hand. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
