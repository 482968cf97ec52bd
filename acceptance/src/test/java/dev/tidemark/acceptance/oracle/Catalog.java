package dev.tidemark.acceptance.oracle;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table's definition as the server describes it, a line for each part. */
public final class Catalog {

  private static final List<String> PARTS =
      List.of(
          """
          SELECT format('column %%s: %%s %%s default %%s identity %%s generated %%s collation %%s',
            a.attname, format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END,
            pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
            CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END)
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attrelid = %1$s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
          """,
          """
          SELECT format('constraint %%s: %%s', conname, pg_get_constraintdef(oid))
          FROM pg_constraint WHERE conrelid = %1$s AND contype <> 'n' ORDER BY conname
          """,
          """
          SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %1$s ORDER BY 1
          """,
          """
          SELECT format('replica identity %%s %%s', c.relreplident, i.indexrelid::regclass)
          FROM pg_class c LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisreplident
          WHERE c.oid = %1$s
          """,
          """
          SELECT format('sequence %%s of column %%s: %%s from %%s by %%s, %%s to %%s, cache %%s, cycle %%s',
            c.relname, a.attname, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin,
            s.seqmax, s.seqcache, s.seqcycle)
          FROM pg_depend d JOIN pg_class c ON c.oid = d.objid JOIN pg_sequence s ON s.seqrelid = c.oid
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.refobjid = %1$s AND d.deptype IN ('a', 'i') AND c.relkind = 'S' ORDER BY 1
          """,
          """
          SELECT format('%%s, fires: %%s', pg_get_triggerdef(oid), tgenabled)
          FROM pg_trigger WHERE tgrelid = %1$s AND NOT tgisinternal ORDER BY 1
          """);

  private Catalog() {}

  public static List<String> describe(Database database, TableId table) {
    try (Connection connection = database.connect()) {
      return describe(connection, table);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot close the connection to " + database.name(), e);
    }
  }

  /** The same over a connection that is there. */
  public static List<String> describe(Connection connection, TableId table) {
    String relation = "'" + table.quoted().replace("'", "''") + "'::regclass";
    List<String> lines = new ArrayList<>();
    for (String part : PARTS) {
      lines.addAll(Database.query(connection, part.formatted(relation)));
    }
    return lines;
  }
}
