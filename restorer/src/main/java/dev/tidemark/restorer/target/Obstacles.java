package dev.tidemark.restorer.target;

import dev.tidemark.restorer.load.EmptyDestinationFirstException;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in the way of restored tables on the target. */
final class Obstacles {

  private static final int FIRST_WITH_VIRTUAL_COLUMNS = 180_000;

  private final Session session;
  private final String place;

  Obstacles(Session session, String place) {
    this.session = session;
    this.place = place;
  }

  /**
   * The tables that are there already.
   *
   * @throws EmptyDestinationFirstException there are some, and they are not to be replaced
   * @throws PrepareTargetException one is not to be replaced by an ordinary table
   */
  List<TableId> existing(List<RestoredTable> tables, ExistingTables policy) {
    List<TableId> existing = new ArrayList<>();
    for (RestoredTable table : tables) {
      TableId name = table.name();
      List<String> kinds =
          session.query(
              """
              SELECT c.relkind::text || coalesce(
                (SELECT string_agg(i.inhparent::pg_catalog.regclass::text, ', ' ORDER BY i.inhseqno)
                 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid), '')
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ?
              """,
              name.schema(),
              name.table());
      if (!kinds.isEmpty()) {
        if (policy == ExistingTables.REPLACE) {
          requireReplaceable(name, String.valueOf(kinds.get(0)));
        }
        existing.add(name);
      }
    }
    if (!existing.isEmpty() && policy == ExistingTables.REFUSE) {
      throw new EmptyDestinationFirstException(
          place
              + " already has "
              + existing.stream().map(TableId::toString).collect(Collectors.joining(", ")),
          "Restore beside it with --schema NAME, or replace it with --replace.");
    }
    return existing;
  }

  /**
   * What is dropped must come back whole: a partitioned table takes all its partitions with it, and
   * of a part of another table the rows would be missing there.
   *
   * @param found the kind of relation, one letter, and the tables that it is a part of
   */
  private void requireReplaceable(TableId name, String found) {
    char kind = found.charAt(0);
    String parents = found.substring(1);
    String has = place + " has " + name + ", which is ";
    if (kind == 'p') {
      throw new PrepareTargetException(
          has + "partitioned: all its partitions would be dropped for one restored table",
          "Restore beside it with --schema, and insert the rows into it from there.");
    } else if (kind != 'r') {
      throw new PrepareTargetException(
          has + "not a table and is not replaced by one",
          "Drop or rename it there, or restore into another schema with --schema.");
    } else if (!parents.isEmpty()) {
      throw new PrepareTargetException(
          has + "a part of " + parents + ": a table restored in its place would not be",
          "Restore beside it with --schema and copy the rows over, or detach it there first.");
    }
  }

  /**
   * @throws PrepareTargetException a definition needs a newer server
   */
  void requireNewEnough(List<RestoredTable> tables) {
    int version =
        Integer.parseInt(
            String.valueOf(
                session.query("SELECT pg_catalog.current_setting('server_version_num')").get(0)));
    for (RestoredTable table : tables) {
      for (Column column : table.definition().columns()) {
        if (version < FIRST_WITH_VIRTUAL_COLUMNS
            && column.generation() instanceof Generation.Computed computed
            && !computed.stored()) {
          throw new PrepareTargetException(
              "%s is PostgreSQL %d, and column %s of %s is a virtual generated column"
                  .formatted(place, version / 10_000, column.name(), table.name()),
              "Restore into PostgreSQL 18 or newer.");
        }
      }
    }
  }
}
