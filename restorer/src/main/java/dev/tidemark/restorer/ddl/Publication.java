package dev.tidemark.restorer.ddl;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The statements that put finished tables in their place. They run in one transaction. */
public final class Publication {

  private Publication() {}

  /**
   * Drops the tables that are replaced, all at once so that references among them are no obstacle;
   * never with CASCADE: what else depends on them is not ours to drop.
   *
   * @param existing tables there, under their names on the target; not empty
   */
  public static Statement drop(Collection<TableId> existing) {
    List<String> names = existing.stream().map(TableId::quoted).toList();
    return new Statement("the tables to replace", "DROP TABLE " + String.join(", ", names));
  }

  /** Moves every table, and its sequences and indexes with it, then removes the staging schemas. */
  public static List<Statement> move(Collection<RestoredTable> tables, Staging staging) {
    List<Statement> statements = new ArrayList<>();
    for (RestoredTable table : tables) {
      statements.add(
          new Statement(
              "table " + table.name(),
              "ALTER TABLE "
                  + staging.table(table).quoted()
                  + " SET SCHEMA "
                  + TableId.quote(table.name().schema())));
    }
    // Without CASCADE: a thing left behind stops the restore instead of being lost.
    for (String schema : staging.schemas()) {
      statements.add(
          new Statement("staging schema " + schema, "DROP SCHEMA " + TableId.quote(schema)));
    }
    return statements;
  }
}
