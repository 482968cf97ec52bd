package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.table.OwnedSequence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads the sequences that a table's columns own. */
final class OwnedSequences {

  private static final String QUERY =
      """
      select sc.relname, a.attname, pg_catalog.format_type(s.seqtypid, null), s.seqstart,
             s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
             case when pg_catalog.has_sequence_privilege(s.seqrelid, 'SELECT,USAGE')
                  then pg_catalog.pg_sequence_last_value(s.seqrelid) end
        from pg_depend d
        join pg_sequence s on s.seqrelid = d.objid
        join pg_class sc on sc.oid = s.seqrelid
        join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
       where d.refobjid = ?::oid and d.refclassid = 'pg_class'::regclass
         and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0
       order by sc.relname
      """;

  private OwnedSequences() {}

  static List<OwnedSequence> of(SourceSession session, Relation relation) {
    return session.list(QUERY, OwnedSequences::read, relation.oid());
  }

  private static OwnedSequence read(ResultSet row) throws SQLException {
    long start = row.getLong(4);
    long increment = row.getLong(5);
    String options =
        "AS %s START WITH %d INCREMENT BY %d MINVALUE %d MAXVALUE %d CACHE %d %s"
            .formatted(
                row.getString(3),
                start,
                increment,
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getBoolean(9) ? "CYCLE" : "NO CYCLE");
    long last = row.getLong(10);
    boolean isUnused = row.wasNull();
    return new OwnedSequence(
        row.getString(1),
        row.getString(2),
        options,
        increment,
        isUnused ? start - increment : last);
  }
}
