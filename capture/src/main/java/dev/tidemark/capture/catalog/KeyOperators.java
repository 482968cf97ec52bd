package dev.tidemark.capture.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators by which a source orders the values of a column, as they are written in a query.
 * Those of an extension's type are in the extension's schema. A session that has no search path
 * does not look there: what it takes for {@code >} is the operator of another type, which orders
 * otherwise than ORDER BY does, or there is none.
 */
public record KeyOperators(String equal, String atLeast, String more) {

  /** Of all types whose operators are PostgreSQL's own. */
  public static final KeyOperators BUILT_IN = new KeyOperators("=", ">=", ">");

  /** Of a domain, those of the type below it; see "Operator Classes and Operator Families". */
  private static final String QUERY =
      """
      with recursive up as (
        select a.attname, t.oid, t.typtype, t.typbasetype, t.typnamespace
          from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped
        union all
        select up.attname, b.oid, b.typtype, b.typbasetype, b.typnamespace
          from up join pg_type b on b.oid = up.typbasetype where up.typtype = 'd')
      select up.attname, s.amopstrategy,
             pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname)
        from up join pg_opclass c on c.opcintype = up.oid and c.opcdefault
        join pg_am m on m.oid = c.opcmethod and m.amname = 'btree'
        join pg_amop s on s.amopfamily = c.opcfamily and s.amoplefttype = up.oid
         and s.amoprighttype = up.oid and s.amopstrategy in (3, 4, 5)
        join pg_operator o on o.oid = s.amopopr
        join pg_namespace n on n.oid = o.oprnamespace
       where up.typnamespace <> 'pg_catalog'::regnamespace
      """;

  private static final int EQUAL = 3;
  private static final int AT_LEAST = 4;
  private static final int MORE = 5;

  private record Operator(String column, int strategy, String text) {}

  /**
   * Those of some columns, in their order.
   *
   * @param relation the table's oid
   */
  public static List<KeyOperators> of(SourceSession session, long relation, List<String> columns) {
    Map<String, Map<Integer, String>> found = new HashMap<>();
    session
        .list(
            QUERY, row -> new Operator(row.getString(1), row.getInt(2), row.getString(3)), relation)
        .forEach(
            operator ->
                found
                    .computeIfAbsent(operator.column(), column -> new HashMap<>())
                    .put(operator.strategy(), operator.text()));
    return columns.stream().map(column -> of(found.getOrDefault(column, Map.of()))).toList();
  }

  private static KeyOperators of(Map<Integer, String> byStrategy) {
    return new KeyOperators(
        byStrategy.getOrDefault(EQUAL, BUILT_IN.equal),
        byStrategy.getOrDefault(AT_LEAST, BUILT_IN.atLeast),
        byStrategy.getOrDefault(MORE, BUILT_IN.more));
  }
}
