package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether one table can be captured. */
final class TableCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TableCheck.class);

  private static final String RIGHTS =
      """
      select pg_catalog.pg_has_role(c.relowner, 'USAGE'),
             pg_catalog.pg_get_userbyid(c.relowner),
             pg_catalog.has_table_privilege(c.oid, 'SELECT'),
             pg_catalog.row_security_active(c.oid),
             pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')
        from pg_class c where c.oid = ?::oid
      """;

  private record Rights(
      boolean owns, String owner, boolean reads, boolean isFiltered, boolean reaches) {

    boolean reach() {
      return reads && reaches;
    }

    boolean areEnough() {
      return owns && reach() && !isFiltered;
    }
  }

  private final SourceSession session;
  private final TableId table;

  private TableCheck(SourceSession session, TableId table) {
    this.session = session;
    this.table = table;
  }

  static void check(SourceSession session, TableId table) {
    new TableCheck(session, table).run();
  }

  /** Whether it can be put into a publication as it is now, and its rows be read. */
  static boolean isPublishable(SourceSession session, Relation relation) {
    return relation.isPlainTable()
        && relation.persistence().equals("p")
        && rights(session, relation).areEnough();
  }

  /**
   * Whether a table that is captured still can be, as it is now.
   *
   * <p>A right that is away for a while is no reason to leave a published table out.
   *
   * @param isPublished its changes come already, whoever owns it now
   */
  static boolean isFit(SourceSession session, Relation relation, boolean isPublished) {
    if (isPublished) {
      requireReach(session, relation);
    }
    return (isPublished || isPublishable(session, relation)) && isUnderstood(session, relation);
  }

  private static void requireReach(SourceSession session, Relation relation) {
    if (!rights(session, relation).reach()) {
      throw new UnfitSourceException(
          "table " + relation.id() + " is captured, and may no longer be read by " + user(session),
          "GRANT SELECT ON "
              + relation.id().quoted()
              + " TO "
              + TableId.quote(user(session))
              + "; and USAGE on its schema. Until then nothing is captured, and nothing is lost.");
    }
  }

  private static String user(SourceSession session) {
    return session.url().user();
  }

  private static boolean isUnderstood(SourceSession session, Relation relation) {
    try {
      RowIdentity.require(session, relation, Columns.of(session, relation));
      ColumnTypeCheck.check(session, relation);
      return true;
    } catch (UnfitSourceException e) {
      LOG.debug("table {} cannot be captured as it is", relation.id(), e);
      return false;
    }
  }

  private void run() {
    Relation relation = Relation.find(session, table).orElseThrow(this::missing);
    requirePlain(relation);
    RowIdentity.require(session, relation, Columns.of(session, relation));
    requireRights(relation);
    ColumnTypeCheck.check(session, relation);
  }

  private UnfitSourceException missing() {
    List<TableId> near = NearNames.of(table, Catalog.tables(session));
    String place = "the source " + session.url().place() + " has no table " + table;
    return new UnfitSourceException(
        place,
        near.isEmpty()
            ? "Check schema and name; upper and lower case count."
            : "Did you mean "
                + String.join(" or ", near.stream().map(TableId::toString).toList())
                + "? Upper and lower case count.");
  }

  private void requirePlain(Relation relation) {
    Optional<String> other =
        Optional.ofNullable(
            switch (relation.kind()) {
              case "v" -> "a view";
              case "m" -> "a materialized view";
              case "f" -> "a foreign table";
              case "p" -> "a partitioned table";
              case "S" -> "a sequence";
              case "r" -> null;
              default -> "no table";
            });
    if (other.isPresent()) {
      throw new UnfitSourceException(
          table + " is " + other.get() + ", and only plain tables can be captured",
          relation.kind().equals("p")
              ? "Name its partitions instead; each is a plain table."
              : "Name the tables it is made from.");
    }
    if (relation.isSystem()) {
      throw new UnfitSourceException(
          table + " belongs to the system and cannot be captured", "Name tables of your own.");
    }
    if (!relation.persistence().equals("p")) {
      boolean isTemporary = relation.persistence().equals("t");
      throw new UnfitSourceException(
          table
              + (isTemporary ? " is temporary" : " is unlogged")
              + ": its changes are not in the source's log",
          isTemporary
              ? "Copy it into an ordinary table."
              : "Run: ALTER TABLE " + table.quoted() + " SET LOGGED;");
    }
  }

  /** Of a table that was dropped a moment ago there are none. */
  private static Rights rights(SourceSession session, Relation relation) {
    return session
        .first(
            RIGHTS,
            row ->
                new Rights(
                    row.getBoolean(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getBoolean(5)),
            relation.oid())
        .orElse(new Rights(false, "nobody", false, false, false));
  }

  private void requireRights(Relation relation) {
    Rights rights = rights(session, relation);
    String user = session.url().user();
    if (!rights.owns()) {
      throw new UnfitSourceException(
          "user " + user + " may not publish table " + table + ": it belongs to " + rights.owner(),
          "Run: GRANT " + TableId.quote(rights.owner()) + " TO " + TableId.quote(user) + ";");
    }
    if (!rights.reads()) {
      throw new UnfitSourceException(
          "user " + user + " may not read table " + table,
          "Run: GRANT SELECT ON " + table.quoted() + " TO " + TableId.quote(user) + ";");
    }
    if (rights.isFiltered()) {
      throw new UnfitSourceException(
          "row-level security hides rows of table " + table + " from user " + user,
          "Run: ALTER ROLE " + TableId.quote(user) + " BYPASSRLS;");
    }
  }
}
