package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import java.util.Optional;

/**
 * A table as {@code pg_class} has it.
 *
 * @param replicaIdentity {@code d} default, {@code n} nothing, {@code f} full, {@code i} an index
 * @param lastNumber the highest number that a column was ever given
 */
record Relation(
    long oid,
    TableId id,
    String kind,
    String persistence,
    String replicaIdentity,
    int lastNumber,
    boolean isSystem) {

  private static final String QUERY =
      """
      select c.oid, n.nspname, c.relname, c.relkind::text, c.relpersistence::text,
             c.relreplident::text, c.relnatts,
             n.nspname in ('pg_catalog', 'information_schema') or n.nspname like 'pg\\_toast%'
               or c.oid < 16384
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = ? and c.relname = ?
      """;

  static Optional<Relation> find(SourceSession session, TableId table) {
    return session.first(
        QUERY,
        row ->
            new Relation(
                row.getLong(1),
                new TableId(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getBoolean(8)),
        table.schema(),
        table.table());
  }

  /** An ordinary table; a partition of another counts, the partitioned table itself does not. */
  boolean isPlainTable() {
    return kind.equals("r");
  }
}
