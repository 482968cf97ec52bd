package dev.tidemark.restorer.target;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The connections that tables are loaded on, known so that all of them can be cancelled. Each is
 * kept for the next table: where there are just as many as tables are loaded at once, none may be
 * let go for others to take.
 */
final class Workers implements AutoCloseable {

  private final DatabaseUrl url;
  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

  Workers(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * One to load a table on: that of a table before, or a new one.
   *
   * @throws CheckTargetException there is no connection to be had
   */
  Session take() {
    Session used = idle.poll();
    return used == null ? open() : used;
  }

  /** For the next table. */
  void giveBack(Session session) {
    idle.push(session);
  }

  /**
   * A new one.
   *
   * @throws CheckTargetException there is no connection to be had
   */
  Session open() {
    Session session = Session.open(url);
    open.add(session);
    return session;
  }

  void close(Session session) {
    session.close();
    open.remove(session);
  }

  /** Those that are open now; others may follow. */
  void cancel() {
    open.forEach(Session::cancel);
  }

  /** Closes those that no table is loaded on. */
  @Override
  public void close() {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      close(session);
    }
  }
}
