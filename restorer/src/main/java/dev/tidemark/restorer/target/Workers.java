package dev.tidemark.restorer.target;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections that tables are loaded on, known so that all of them can be cancelled. Each is
 * kept for the next table, as long as there is one: where there are just as many connections as
 * tables are loaded at once, none may be let go for others to take.
 */
final class Workers implements AutoCloseable {

  private final DatabaseUrl url;

  /** How many tables are still to be loaded on one. */
  private final AtomicInteger waiting;

  /** At work, and so to be cancelled. */
  private final Set<Session> busy = ConcurrentHashMap.newKeySet();

  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param tables how many will be loaded
   */
  Workers(DatabaseUrl url, int tables) {
    this.url = url;
    this.waiting = new AtomicInteger(tables);
  }

  /**
   * One to load the next table on: that of a table before, or a new one.
   *
   * @throws CheckTargetException there is no connection to be had
   */
  Session take() {
    boolean isLast = waiting.decrementAndGet() <= 0;
    Session used = idle.poll();
    if (isLast) {
      close();
    }
    if (used == null) {
      return open();
    }
    try {
      used.renew();
    } catch (SQLException e) {
      used.close();
      return open();
    }
    busy.add(used);
    return used;
  }

  /** For the next table, if there is one. */
  void giveBack(Session session) {
    busy.remove(session);
    if (waiting.get() > 0) {
      idle.push(session);
    } else {
      session.close();
    }
  }

  /**
   * A new one.
   *
   * @throws CheckTargetException there is no connection to be had
   */
  Session open() {
    Session session = Session.open(url);
    busy.add(session);
    return session;
  }

  void close(Session session) {
    session.close();
    busy.remove(session);
  }

  /** Those that are at work now; others may follow. */
  void cancel() {
    busy.forEach(Session::cancel);
  }

  /** Closes those that no table is loaded on. */
  @Override
  public void close() {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
  }
}
