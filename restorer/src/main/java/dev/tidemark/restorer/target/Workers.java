package dev.tidemark.restorer.target;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that tables are loaded on, known so that all of them can be cancelled. */
final class Workers {

  private final DatabaseUrl url;
  private final Set<Session> open = ConcurrentHashMap.newKeySet();

  Workers(DatabaseUrl url) {
    this.url = url;
  }

  /**
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
}
