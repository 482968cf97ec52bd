package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.restorer.ddl.TypeStatements;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types that columns need: those missing are made, those there are compared with what they must
 * be. An existing enum may have more labels than needed, for no row can tell.
 */
final class UserTypes {

  private static final String EXISTS =
      """
      EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = ? AND t.typname = ?)
      """;

  /** What a type is, in words that are equal when types are; the labels of an enum one by one. */
  private static final String DESCRIBE =
      """
      WITH wanted AS (
        SELECT t.* FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = ? AND t.typname = ?)
      SELECT words FROM (
        SELECT 0::float4 AS place, CASE WHEN t.typtype <> 'c' THEN t.typtype::text
            ELSE 'c' || (SELECT c.relkind::text FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid)
          END AS words FROM wanted t
        UNION ALL SELECT e.enumsortorder, e.enumlabel::text
          FROM wanted t JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
        UNION ALL SELECT 0, concat_ws(' ', pg_catalog.format_type(t.typbasetype, t.typtypmod),
            t.typcollation::pg_catalog.regcollation, t.typnotnull, 'DEFAULT', t.typdefault,
            (SELECT string_agg(d.definition, ' ' ORDER BY d.definition) FROM (
              SELECT pg_catalog.pg_get_constraintdef(c.oid) COLLATE "C" AS definition
              FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c') d))
          FROM wanted t WHERE t.typtype = 'd'
        UNION ALL SELECT a.attnum, concat_ws(' ', pg_catalog.quote_ident(a.attname),
            pg_catalog.format_type(a.atttypid, a.atttypmod),
            a.attcollation::pg_catalog.regcollation)
          FROM wanted t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid
          WHERE t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT 0, concat_ws(' ', pg_catalog.format_type(r.rngsubtype, NULL),
            r.rngcollation::pg_catalog.regcollation, r.rngsubopc, r.rngsubdiff)
          FROM wanted t JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid) AS parts
      ORDER BY place, words COLLATE "C"
      """;

  private final Session session;
  private final TableId scratch;

  /**
   * @param scratch a name under which a type may be made for a moment
   */
  UserTypes(Session session, TableId scratch) {
    this.session = session;
    this.scratch = scratch;
  }

  /**
   * Within the transaction under way.
   *
   * @return what was made, in the order to remove it
   * @throws PrepareTargetException a type is there and is another
   */
  List<Made> ensure(List<TypeStatements> types) {
    List<Made> made = new ArrayList<>();
    for (TypeStatements type : types) {
      TableId name = type.name();
      if (session.ask(EXISTS, name.schema(), name.table())) {
        compare(type);
      } else {
        String schema = TableId.quote(name.schema());
        if (!Schemas.exists(session, name.schema())) {
          session.run(new Statement("schema " + name.schema(), "CREATE SCHEMA " + schema));
          made.add(0, new Made.MadeSchema(name.schema()));
        }
        session.run(type.create());
        made.add(0, new Made.MadeType(name));
      }
    }
    return made;
  }

  private void compare(TypeStatements type) {
    List<@Nullable String> existing = describe(type.name());
    session.run(type.createAs(scratch));
    List<@Nullable String> needed = describe(scratch);
    session.run(new Statement("type " + type.name(), "DROP TYPE " + scratch.quoted()));
    if (!existing.equals(needed) && !hasLabels(existing, needed)) {
      throw new PrepareTargetException(
          "the target has a type "
              + type.name()
              + " that is not the one the tables need: "
              + type.type().create(),
          "Drop or rename it there, or restore into another database.");
    }
  }

  private List<@Nullable String> describe(TableId type) {
    return session.query(DESCRIBE, type.schema(), type.table());
  }

  /** Whether an enum has all the labels needed, in the order needed. */
  private static boolean hasLabels(List<@Nullable String> existing, List<@Nullable String> needed) {
    if (!"e".equals(existing.get(0)) || !"e".equals(needed.get(0))) {
      return false;
    }
    List<@Nullable String> common = new ArrayList<>(existing);
    common.retainAll(needed);
    return common.equals(needed);
  }
}
