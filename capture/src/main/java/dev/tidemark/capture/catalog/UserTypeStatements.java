package dev.tidemark.capture.catalog;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the statement that makes a user's type, and says which types it needs. */
final class UserTypeStatements {

  private static final String ENUM =
      """
      select pg_catalog.string_agg(pg_catalog.quote_literal(enumlabel), ', ' order by enumsortorder)
        from pg_enum where enumtypid = ?::oid
      """;

  private static final String DOMAIN =
      """
      select pg_catalog.format_type(t.typbasetype, t.typtypmod)
             || case when t.typcollation <> b.typcollation and t.typcollation <> 0 then
                  (select pg_catalog.format(' COLLATE %I.%I', n.nspname, c.collname)
                     from pg_collation c join pg_namespace n on n.oid = c.collnamespace
                    where c.oid = t.typcollation) else '' end
             || coalesce(' DEFAULT ' || t.typdefault, '')
             || case when t.typnotnull then ' NOT NULL' else '' end
             || coalesce((select pg_catalog.string_agg(pg_catalog.format(' CONSTRAINT %I %s',
                                    k.conname, pg_catalog.pg_get_constraintdef(k.oid)), ''
                                    order by k.conname)
                            from pg_constraint k where k.contypid = t.oid and k.contype = 'c'), '')
        from pg_type t join pg_type b on b.oid = t.typbasetype where t.oid = ?::oid
      """;

  private static final String COMPOSITE =
      """
      select pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname,
               pg_catalog.format_type(a.atttypid, a.atttypmod))
               || case when a.attcollation <> 0 and a.attcollation <> t.typcollation then
                    (select pg_catalog.format(' COLLATE %I.%I', n.nspname, c.collname)
                       from pg_collation c join pg_namespace n on n.oid = c.collnamespace
                      where c.oid = a.attcollation) else '' end, ', ' order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid
       where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped
      """;

  private static final String RANGE =
      """
      select pg_catalog.format('SUBTYPE = %s', pg_catalog.format_type(r.rngsubtype, null))
             || pg_catalog.format(', SUBTYPE_OPCLASS = %I.%I', n.nspname, o.opcname)
             || case when r.rngsubdiff = 0 then ''
                     else ', SUBTYPE_DIFF = ' || r.rngsubdiff::regproc end
             || pg_catalog.format(', MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname)
        from pg_range r
        join pg_opclass o on o.oid = r.rngsubopc join pg_namespace n on n.oid = o.opcnamespace
        join pg_type m on m.oid = r.rngmultitypid join pg_namespace mn on mn.oid = m.typnamespace
       where r.rngtypid = ?::oid
      """;

  private static final String RANGE_OF_MULTIRANGE =
      "select rngtypid from pg_range where rngmultitypid = ?::oid";

  private static final String SUBTYPE = "select rngsubtype from pg_range where rngtypid = ?::oid";

  private static final String MEMBERS =
      """
      select atttypid from pg_attribute
       where attrelid = ?::oid and attnum > 0 and not attisdropped order by attnum
      """;

  private final SourceSession session;

  UserTypeStatements(SourceSession session) {
    this.session = session;
  }

  List<Long> needs(CatalogType type) {
    return switch (type.type()) {
      case "d" -> List.of(type.base());
      case "c" -> oids(MEMBERS, type.relation());
      case "r" -> oids(SUBTYPE, type.oid());
      case "m" -> oids(RANGE_OF_MULTIRANGE, type.oid());
      default -> List.of();
    };
  }

  /** Null for what comes with another type: a multirange with its range. */
  @Nullable String create(CatalogType type) {
    return switch (type.type()) {
      case "e" -> "CREATE TYPE " + type.name() + " AS ENUM (" + text(ENUM, type.oid()) + ")";
      case "d" -> "CREATE DOMAIN " + type.name() + " AS " + text(DOMAIN, type.oid());
      case "c" -> "CREATE TYPE " + type.name() + " AS (" + text(COMPOSITE, type.relation()) + ")";
      case "r" -> "CREATE TYPE " + type.name() + " AS RANGE (" + text(RANGE, type.oid()) + ")";
      default -> null;
    };
  }

  private String text(String sql, long oid) {
    return session.one(sql, row -> row.getString(1) == null ? "" : row.getString(1), oid);
  }

  private List<Long> oids(String sql, long oid) {
    return session.list(sql, row -> row.getLong(1), oid).stream().collect(Collectors.toList());
  }
}
