package dev.tidemark.capture.catalog;

/**
 * A type, as {@code pg_type} has it.
 *
 * @param name qualified and quoted
 * @param type {@code b} base, {@code d} domain, {@code e} enum, {@code c} composite, {@code r}
 *     range, {@code m} multirange
 * @param element of an array; 0 otherwise
 * @param base of a domain; 0 otherwise
 * @param relation that holds a composite's members; 0 otherwise
 * @param relationKind {@code c} when that relation is nothing but the type
 */
record CatalogType(
    long oid,
    String name,
    String type,
    long element,
    long base,
    long relation,
    boolean isBuiltIn,
    String relationKind,
    boolean isArray) {

  private static final String QUERY =
      """
      select t.oid, pg_catalog.format('%I.%I', n.nspname, t.typname), t.typtype::text,
             t.typelem, t.typbasetype, t.typrelid,
             t.typnamespace = 'pg_catalog'::regnamespace, coalesce(c.relkind::text, ''),
             t.typtype = 'b' and t.typcategory = 'A'
        from pg_type t join pg_namespace n on n.oid = t.typnamespace
        left join pg_class c on c.oid = t.typrelid
       where t.oid = ?::oid
      """;

  static CatalogType read(SourceSession session, long oid) {
    return session.one(
        QUERY,
        row ->
            new CatalogType(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getBoolean(7),
                row.getString(8),
                row.getBoolean(9)),
        oid);
  }
}
