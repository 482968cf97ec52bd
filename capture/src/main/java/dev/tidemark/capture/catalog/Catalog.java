package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;

/** Reads the definitions of tables. */
public final class Catalog {

  private Catalog() {}

  /**
   * Reads a table's definition, as the session's transaction sees it.
   *
   * @throws UnfitSourceException there is no such table, or nothing tells its rows apart
   */
  public static TableDefinition definition(SourceSession session, TableId table) {
    Relation relation =
        Relation.find(session, table)
            .orElseThrow(
                () ->
                    new UnfitSourceException(
                        "table " + table + " is gone from the source " + session.url().place(),
                        "Take it out of the collection, or create the collection anew."));
    List<Column> columns = Columns.of(session, relation);
    RowIdentity identity = RowIdentity.require(session, relation, columns);
    return new TableDefinition(
        table,
        relation.oid(),
        lastNumber(relation, columns),
        columns,
        identity.primaryKey(),
        identity.replicaIdentity(),
        Constraints.others(session, relation),
        Constraints.indexes(session, relation),
        Constraints.foreignKeys(session, relation),
        OwnedSequences.of(session, relation),
        UserTypes.of(session, relation),
        Triggers.of(session, relation));
  }

  /** A column may have been added since the relation was read. */
  private static int lastNumber(Relation relation, List<Column> columns) {
    int last = columns.isEmpty() ? 0 : columns.get(columns.size() - 1).number();
    return Math.max(relation.lastNumber(), last);
  }

  /** Tables that could be captured: plain, permanent, with rows told apart, in name order. */
  public static List<TableId> tables(SourceSession session) {
    return session.list(
        """
        select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and c.relpersistence = 'p' and c.oid >= 16384
           and n.nspname not in ('pg_catalog', 'information_schema')
           and (c.relreplident = 'f'
                or exists (select from pg_index i
                            where i.indrelid = c.oid
                              and case c.relreplident when 'd' then i.indisprimary
                                                      when 'i' then i.indisreplident end))
         order by 1, 2
        """,
        row -> new TableId(row.getString(1), row.getString(2)));
  }

  /** Every table of a user's, one that cannot be captured included; partitions are not told. */
  public static List<TableId> everyTable(SourceSession session) {
    return session.list(
        """
        select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and c.relpersistence <> 't' and not c.relispartition
           and c.oid >= 16384 and n.nspname not in ('pg_catalog', 'information_schema')
         order by 1, 2
        """,
        row -> new TableId(row.getString(1), row.getString(2)));
  }
}
