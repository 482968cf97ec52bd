package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The publication of a collection, and the tables in it.
 *
 * <p>A table comes in while nobody writes to it: a transaction that had written to it before would
 * make servers of before May 2025 send nothing of the table, neither of that transaction nor of
 * later ones. See the release notes of PostgreSQL 17.5, "distribute invalidation messages".
 *
 * @param name of the publication
 */
public record Publication(String name) {

  /** A lock that is not had in time, or by a deadlock; a table or schema that is gone. */
  private static final Set<String> UNAVAILABLE = Set.of("55P03", "40P01", "42P01", "3F000");

  /** As long as this a table's writers wait for one that wrote to it before. */
  private static final String WAIT_FOR_WRITERS = "SET LOCAL lock_timeout = '1s'";

  /**
   * Puts in those of the tables that are in the source and not in it, as far as nobody writes to
   * them just now, and takes out what is in it beside them.
   */
  public void hold(SourceSession session, Collection<TableId> tables) {
    Set<TableId> published = published(session);
    List<TableId> lacking = new ArrayList<>(tables);
    lacking.removeAll(published);
    published.removeAll(tables);
    List<TableId> missing = CatalogLook.present(session, lacking);
    for (TableId table : missing) {
      put(session, table);
    }
    alter(session, "DROP", published);
  }

  private void put(SourceSession session, TableId table) {
    session.execute("BEGIN");
    boolean isCommitted = false;
    try {
      session.execute(WAIT_FOR_WRITERS);
      if (lock(session, List.of(table), "SHARE ROW EXCLUSIVE")) {
        alter(session, "ADD", List.of(table));
        session.execute("COMMIT");
        isCommitted = true;
      }
    } finally {
      if (!isCommitted) {
        session.execute("ROLLBACK");
      }
    }
  }

  /**
   * Locks the tables that {@link #exchange} is about, until the session's transaction ends.
   *
   * @return false when one is being written to or altered; the transaction is then of no more use
   */
  public boolean lock(SourceSession session, Set<TableId> before, Set<TableId> next) {
    session.execute(WAIT_FOR_WRITERS);
    return lock(session, leaving(session, before, next), "SHARE UPDATE EXCLUSIVE")
        && lock(session, coming(session, before, next), "SHARE ROW EXCLUSIVE");
  }

  /** Puts in what comes, and takes out what leaves, in the session's transaction. */
  public void exchange(SourceSession session, Set<TableId> before, Set<TableId> next) {
    List<TableId> coming = coming(session, before, next);
    coming.removeAll(published(session));
    alter(session, "ADD", coming);
    List<TableId> leaving = leaving(session, before, next);
    leaving.retainAll(published(session));
    alter(session, "DROP", leaving);
  }

  private static List<TableId> coming(
      SourceSession session, Set<TableId> before, Set<TableId> next) {
    Set<TableId> coming = new HashSet<>(next);
    coming.removeAll(before);
    return present(session, coming);
  }

  private static List<TableId> leaving(
      SourceSession session, Set<TableId> before, Set<TableId> next) {
    Set<TableId> leaving = new HashSet<>(before);
    leaving.removeAll(next);
    return present(session, leaving);
  }

  private static List<TableId> present(SourceSession session, Set<TableId> tables) {
    return new ArrayList<>(CatalogLook.present(session, tables.stream().sorted().toList()));
  }

  private static boolean lock(SourceSession session, List<TableId> tables, String mode) {
    String list =
        tables.stream().map(table -> "ONLY " + table.quoted()).collect(Collectors.joining(", "));
    return tables.isEmpty()
        || session.executeUnless(UNAVAILABLE, "LOCK TABLE " + list + " IN " + mode + " MODE");
  }

  private Set<TableId> published(SourceSession session) {
    return new HashSet<>(
        session.list(
            "select schemaname, tablename from pg_publication_tables where pubname = ?",
            row -> new TableId(row.getString(1), row.getString(2)),
            name));
  }

  private void alter(SourceSession session, String verb, Collection<TableId> tables) {
    for (TableId table : tables) {
      session.execute(
          "ALTER PUBLICATION "
              + TableId.quote(name)
              + " "
              + verb
              + " TABLE ONLY "
              + table.quoted());
    }
  }
}
