package dev.tidemark.app.operation;

import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.util.List;

/** Which tables a new collection has. What comes to be later is not among them. */
public sealed interface Scope {

  /** These. */
  record Tables(List<TableId> tables) implements Scope {
    public Tables {
      tables = List.copyOf(tables);
    }
  }

  /** Every table that a schema has now. */
  record OfSchema(String schema) implements Scope {}

  /** Every table that the database has now, those of the system left out. */
  record OfDatabase() implements Scope {}

  /**
   * The tables of it, in name order unless they were named. Tables that cannot be captured are
   * among them, so that they are refused and not left out.
   *
   * @throws EmptyScopeException there is none
   */
  default List<TableId> tables(DatabaseUrl source) {
    if (this instanceof Tables named) {
      return named.tables();
    }
    List<TableId> all = Sources.everyTable(source);
    if (this instanceof OfSchema some) {
      all = all.stream().filter(table -> table.schema().equals(some.schema())).toList();
    }
    if (all.isEmpty()) {
      throw new EmptyScopeException(this, source);
    }
    return all;
  }
}
