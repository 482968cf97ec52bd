package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Constraint;
import dev.tidemark.schemas.table.ForeignKey;
import dev.tidemark.schemas.table.Index;
import dev.tidemark.schemas.table.PrimaryKey;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a table's keys, constraints and indexes. */
final class Constraints {

  private static final String COLUMN_NAMES =
      "array(select att.attname::text from unnest(%s) with ordinality as k(num, place)"
          + " join pg_attribute att on att.attrelid = %s and att.attnum = k.num order by place)";

  private static final String PRIMARY_KEY =
      "select c.conname, "
          + COLUMN_NAMES.formatted("c.conkey", "c.conrelid")
          + ", pg_catalog.pg_get_constraintdef(c.oid)"
          + " from pg_constraint c where c.conrelid = ?::oid and c.contype = 'p'";

  private static final String IDENTITY =
      "select ic.relname, i.indisunique, i.indimmediate, i.indisvalid, i.indpred is null,"
          + " i.indexprs is null, "
          + COLUMN_NAMES.formatted("(i.indkey::int2[])[0:i.indnkeyatts - 1]", "i.indrelid")
          + ", array(select att.attname::text from pg_attribute att"
          + " where att.attrelid = i.indrelid and not att.attnotnull"
          + " and att.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1]) order by att.attnum)"
          + " from pg_index i join pg_class ic on ic.oid = i.indexrelid"
          + " where i.indrelid = ?::oid and i.indisreplident";

  private static final String OTHERS =
      """
      select c.conname, pg_catalog.pg_get_constraintdef(c.oid) from pg_constraint c
       where c.conrelid = ?::oid and c.contype in ('u', 'c', 'x') order by c.conname
      """;

  private static final String INDEXES =
      """
      select ic.relname, i.indisunique, pg_catalog.pg_get_indexdef(i.indexrelid),
             pg_catalog.format('%I ON %I.%I ', ic.relname, n.nspname, c.relname)
        from pg_index i
        join pg_class ic on ic.oid = i.indexrelid
        join pg_class c on c.oid = i.indrelid
        join pg_namespace n on n.oid = c.relnamespace
       where i.indrelid = ?::oid and i.indisvalid
         and not exists (select from pg_constraint k
                          where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
       order by ic.relname
      """;

  private static final String FOREIGN_KEYS =
      "select c.conname, "
          + COLUMN_NAMES.formatted("c.conkey", "c.conrelid")
          + ", n.nspname, r.relname, "
          + COLUMN_NAMES.formatted("c.confkey", "c.confrelid")
          + """
          , pg_catalog.pg_get_constraintdef(c.oid)
            from pg_constraint c
            join pg_class r on r.oid = c.confrelid
            join pg_namespace n on n.oid = r.relnamespace
           where c.conrelid = ?::oid and c.contype = 'f' order by c.conname
          """;

  private Constraints() {}

  static Optional<PrimaryKey> primaryKey(SourceSession session, Relation relation) {
    return session.first(
        PRIMARY_KEY,
        row -> new PrimaryKey(row.getString(1), names(row.getArray(2)), row.getString(3)),
        relation.oid());
  }

  /**
   * An index that is a table's replica identity.
   *
   * @param obstacles why it would not tell rows apart; the server makes no identity of such one
   */
  record IdentityIndex(String name, List<String> columns, List<String> obstacles) {}

  static Optional<IdentityIndex> identityIndex(SourceSession session, Relation relation) {
    return session.first(IDENTITY, Constraints::identityIndex, relation.oid());
  }

  private static IdentityIndex identityIndex(ResultSet row) throws SQLException {
    List<String> obstacles = new ArrayList<>();
    String[] needs = {
      "it is not unique",
      "its check can be deferred",
      "it is not valid",
      "it does not cover every row",
      "it is of expressions"
    };
    for (int i = 0; i < needs.length; i++) {
      if (!row.getBoolean(i + 2)) {
        obstacles.add(needs[i]);
      }
    }
    for (String column : names(row.getArray(8))) {
      obstacles.add("its column " + column + " can be null");
    }
    return new IdentityIndex(row.getString(1), names(row.getArray(7)), obstacles);
  }

  static List<Constraint> others(SourceSession session, Relation relation) {
    return session.list(
        OTHERS, row -> new Constraint(row.getString(1), row.getString(2)), relation.oid());
  }

  static List<Index> indexes(SourceSession session, Relation relation) {
    return session.list(INDEXES, Constraints::index, relation.oid());
  }

  private static Index index(ResultSet row) throws SQLException {
    String statement = row.getString(3);
    String head = row.getString(4);
    int at = statement.indexOf(head);
    if (at < 0) {
      throw new IllegalStateException("an index without its table: " + statement);
    }
    return new Index(row.getString(1), row.getBoolean(2), statement.substring(at + head.length()));
  }

  static List<ForeignKey> foreignKeys(SourceSession session, Relation relation) {
    return session.list(FOREIGN_KEYS, Constraints::foreignKey, relation.oid());
  }

  private static ForeignKey foreignKey(ResultSet row) throws SQLException {
    TableId references = new TableId(row.getString(3), row.getString(4));
    return new ForeignKey(
        row.getString(1),
        names(row.getArray(2)),
        references,
        names(row.getArray(5)),
        options(row.getString(6)));
  }

  /** What follows the referenced columns in {@code FOREIGN KEY (a) REFERENCES t(b) options}. */
  private static String options(String definition) {
    List<Integer> closings = new ArrayList<>();
    boolean isQuoted = false;
    for (int i = 0; i < definition.length(); i++) {
      char c = definition.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ')' && !isQuoted) {
        closings.add(i);
      }
    }
    return definition.substring(closings.get(1) + 1).strip();
  }

  private static List<String> names(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
