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
 * <p>A table of which somebody let only some rows or columns in counts as not in it: it is taken
 * out, and put in whole.
 *
 * <p>A table comes in while nobody writes to it: a transaction that had written to it before would
 * make servers of before May 2025 send nothing of the table, neither of that transaction nor of
 * later ones. See the release notes of PostgreSQL 17.5, "distribute invalidation messages".
 *
 * @param name of the publication
 */
public record Publication(String name) {

  /**
   * What is true of a table's row {@code r} of {@code pg_publication_rel} when all of it goes out.
   * Servers before PostgreSQL 15 know nothing else, and do not have these columns.
   */
  static final String IS_WHOLE =
      """
      pg_catalog.to_jsonb(r) ->> 'prqual' is null and pg_catalog.to_jsonb(r) ->> 'prattrs' is null
      """;

  /**
   * A lock that is not had in time, or by a deadlock; a table or schema that is gone; a right that
   * was just taken away.
   */
  private static final Set<String> UNAVAILABLE =
      Set.of("55P03", "40P01", "42P01", "3F000", "42501");

  /** As long as this a table's writers wait for one that wrote to it before. */
  private static final String WAIT_FOR_WRITERS = "SET LOCAL lock_timeout = '1s'";

  /**
   * Puts in those of the tables that are in the source and not in it, as far as they can be and
   * nobody writes to them just now, and takes out what is in it beside them.
   */
  public void hold(SourceSession session, Collection<TableId> tables) {
    List<TableId> lacking = new ArrayList<>(tables);
    lacking.removeAll(whole(session));
    for (TableId table : CatalogLook.publishable(session, lacking)) {
      put(session, table);
    }
    Set<TableId> inside = inside(session);
    inside.removeAll(tables);
    alter(session, "DROP", inside);
  }

  private void put(SourceSession session, TableId table) {
    session.execute("BEGIN");
    boolean isCommitted = false;
    try {
      session.execute(WAIT_FOR_WRITERS);
      if (lock(session, List.of(table), "SHARE ROW EXCLUSIVE")) {
        add(session, List.of(table));
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
    List<TableId> leaving = leaving(session, before, next);
    leaving.retainAll(CatalogLook.publishable(session, leaving));
    return lock(session, leaving, "SHARE UPDATE EXCLUSIVE")
        && lock(session, coming(session, before, next), "SHARE ROW EXCLUSIVE");
  }

  /** Puts in what comes, and takes out what leaves, in the session's transaction. */
  public void exchange(SourceSession session, Set<TableId> before, Set<TableId> next) {
    add(session, coming(session, before, next));
    List<TableId> leaving = leaving(session, before, next);
    leaving.retainAll(inside(session));
    alter(session, "DROP", leaving);
  }

  /** Puts in tables that are locked, so that nobody else puts them in or takes them out. */
  private void add(SourceSession session, List<TableId> tables) {
    List<TableId> lacking = new ArrayList<>(tables);
    lacking.removeAll(whole(session));
    Set<TableId> inside = inside(session);
    alter(session, "DROP", lacking.stream().filter(inside::contains).toList());
    alter(session, "ADD", lacking);
  }

  private static List<TableId> coming(
      SourceSession session, Set<TableId> before, Set<TableId> next) {
    Set<TableId> coming = new HashSet<>(next);
    coming.removeAll(before);
    return new ArrayList<>(CatalogLook.publishable(session, coming.stream().sorted().toList()));
  }

  private static List<TableId> leaving(
      SourceSession session, Set<TableId> before, Set<TableId> next) {
    Set<TableId> leaving = new HashSet<>(before);
    leaving.removeAll(next);
    return new ArrayList<>(CatalogLook.present(session, leaving.stream().sorted().toList()));
  }

  private static boolean lock(SourceSession session, List<TableId> tables, String mode) {
    String list =
        tables.stream().map(table -> "ONLY " + table.quoted()).collect(Collectors.joining(", "));
    return tables.isEmpty()
        || session.executeUnless(UNAVAILABLE, "LOCK TABLE " + list + " IN " + mode + " MODE");
  }

  /** The tables of which everything goes out. */
  private Set<TableId> whole(SourceSession session) {
    return tables(session, IS_WHOLE);
  }

  /** The tables that are in it, whole or in part. */
  private Set<TableId> inside(SourceSession session) {
    return tables(session, "true");
  }

  private Set<TableId> tables(SourceSession session, String condition) {
    return new HashSet<>(
        session.list(
            """
            select n.nspname, c.relname from pg_publication_rel r
              join pg_publication p on p.oid = r.prpubid join pg_class c on c.oid = r.prrelid
              join pg_namespace n on n.oid = c.relnamespace
             where p.pubname = ? and %s
            """
                .formatted(condition),
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
