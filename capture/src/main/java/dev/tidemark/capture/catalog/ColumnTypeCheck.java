package dev.tidemark.capture.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses columns whose values have no text that could be read back. */
final class ColumnTypeCheck {

  /** Types whose input function only ever says no. */
  private static final Set<String> WITHOUT_INPUT =
      Set.of(
          "pg_catalog.pg_node_tree",
          "pg_catalog.pg_ndistinct",
          "pg_catalog.pg_dependencies",
          "pg_catalog.pg_mcv_list",
          "pg_catalog.pg_brin_bloom_summary",
          "pg_catalog.pg_brin_minmax_multi_summary",
          "pg_catalog.pg_ddl_command",
          "pg_catalog.gtsvector");

  private record ColumnType(String column, long type, String text) {}

  private final SourceSession session;
  private final Relation relation;
  private final Set<Long> seen = new HashSet<>();

  private ColumnTypeCheck(SourceSession session, Relation relation) {
    this.session = session;
    this.relation = relation;
  }

  static void check(SourceSession session, Relation relation) {
    ColumnTypeCheck check = new ColumnTypeCheck(session, relation);
    session
        .list(
            """
            select attname, atttypid, pg_catalog.format_type(atttypid, atttypmod)
              from pg_attribute
             where attrelid = ?::oid and attnum > 0 and not attisdropped order by attnum
            """,
            row -> new ColumnType(row.getString(1), row.getLong(2), row.getString(3)),
            relation.oid())
        .forEach(column -> check.visit(column, column.type()));
  }

  private void visit(ColumnType column, long oid) {
    if (oid == 0 || !seen.add(oid)) {
      return;
    }
    CatalogType type = CatalogType.read(session, oid);
    if (WITHOUT_INPUT.contains(type.name())) {
      throw refused(column, "its values cannot be read back from text");
    }
    if (type.isArray()) {
      visit(column, type.element());
    } else if (!type.isBuiltIn()) {
      visitUserType(column, type);
    }
  }

  private void visitUserType(ColumnType column, CatalogType type) {
    boolean isRowType = type.type().equals("c") && !type.relationKind().equals("c");
    if (isRowType) {
      throw refused(column, "it is the row type of a table, which changes with that table");
    }
    if (type.type().equals("b") && !isOfExtension(type)) {
      throw refused(column, "it is a base type made by hand, which cannot be made again elsewhere");
    }
    new UserTypeStatements(session).needs(type).forEach(needed -> visit(column, needed));
  }

  private boolean isOfExtension(CatalogType type) {
    List<Long> extensions =
        session.list(
            """
            select refobjid from pg_depend
             where objid = ?::oid and classid = 'pg_type'::regclass and deptype = 'e'
            """,
            row -> row.getLong(1),
            type.oid());
    return !extensions.isEmpty();
  }

  private UnfitSourceException refused(ColumnType column, String why) {
    return new UnfitSourceException(
        "column "
            + column.column()
            + " of table "
            + relation.id()
            + " has type "
            + column.text()
            + ", which cannot be captured: "
            + why,
        "Change the column's type, or leave the table out of the collection.");
  }
}
