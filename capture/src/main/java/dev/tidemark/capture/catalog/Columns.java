package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.ValueKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table's columns. */
final class Columns {

  /**
   * What older rows have for a column is kept as an array of one element; an array's elements are
   * printed as their type prints them, without the quotes of an array's own text.
   */
  private static final String QUERY =
      """
      select a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
             pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text,
             a.attgenerated::text,
             case when a.attcollation <> 0 and a.attcollation <> t.typcollation then
               (select pg_catalog.format('%I.%I', cn.nspname, co.collname)
                  from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
                 where co.oid = a.attcollation) end,
             (with recursive up as (
                select b.oid, b.typtype, b.typbasetype, b.typname, b.typnamespace
                  from pg_type b where b.oid = a.atttypid
                union all
                select b.oid, b.typtype, b.typbasetype, b.typname, b.typnamespace
                  from up join pg_type b on b.oid = up.typbasetype where up.typtype = 'd')
              select case when typtype = 'e' then 'enum'
                          when typnamespace = 'pg_catalog'::regnamespace then typname::text
                          else '' end
                from up where typtype <> 'd'),
             case when a.atthasmissing then pg_catalog.array_to_string(a.attmissingval, '') end
        from pg_attribute a
        join pg_type t on t.oid = a.atttypid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped
       order by a.attnum
      """;

  private Columns() {}

  static List<Column> of(SourceSession session, Relation relation) {
    return session.list(QUERY, Columns::read, relation.oid());
  }

  private static Column read(ResultSet row) throws SQLException {
    @Nullable String expression = row.getString(5);
    Generation generation = generation(row.getString(6), row.getString(7), expression);
    return new Column(
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        kind(row.getString(9)),
        !row.getBoolean(4),
        generation instanceof Generation.Computed ? null : expression,
        generation,
        row.getString(8),
        row.getString(10));
  }

  private static Generation generation(
      String identity, String generated, @Nullable String expression) {
    if (!generated.isEmpty() && expression != null) {
      return new Generation.Computed(withoutParentheses(expression), generated.equals("s"));
    }
    return identity.isEmpty()
        ? Generation.PLAIN
        : new Generation.Identity(/* always= */ identity.equals("a"));
  }

  /** The outer pair, when it is one pair: {@code (a + b)}, but not {@code (a) + (b)}. */
  private static String withoutParentheses(String expression) {
    if (!expression.startsWith("(") || !expression.endsWith(")")) {
      return expression;
    }
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < expression.length() - 1; i++) {
      char c = expression.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) {
          return expression;
        }
      }
    }
    return expression.substring(1, expression.length() - 1);
  }

  private static ValueKind kind(String base) {
    return switch (base) {
      case "bool" -> ValueKind.BOOLEAN;
      case "int2" -> ValueKind.INT16;
      case "int4" -> ValueKind.INT32;
      case "int8" -> ValueKind.INT64;
      case "float4" -> ValueKind.FLOAT32;
      case "float8" -> ValueKind.FLOAT64;
      case "numeric" -> ValueKind.NUMERIC;
      case "date" -> ValueKind.DATE;
      case "time" -> ValueKind.TIME;
      case "timestamp" -> ValueKind.TIMESTAMP;
      case "timestamptz" -> ValueKind.TIMESTAMPTZ;
      case "uuid" -> ValueKind.UUID;
      case "bytea" -> ValueKind.BYTES;
      case "text", "varchar", "bpchar", "name", "json", "xml", "enum" -> ValueKind.TEXT;
      case "jsonb" -> ValueKind.JSONB;
      default -> ValueKind.OTHER;
    };
  }
}
