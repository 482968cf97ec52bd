package dev.tidemark.app.operation;

import dev.tidemark.app.home.TableScope;
import dev.tidemark.capture.Sources;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.util.List;
import java.util.Set;

/** Which tables a new collection has, and which come into it later by themselves. */
public sealed interface Scope {

  /** These. */
  record Tables(List<TableId> tables) implements Scope {
    public Tables {
      tables = List.copyOf(tables);
    }
  }

  /** Every table that a schema has. */
  record OfSchema(String schema) implements Scope {}

  /** Every table that the database has, those of the system left out. */
  record OfDatabase() implements Scope {}

  /**
   * The tables of it that are there now, in name order unless they were named. Tables that cannot
   * be captured are among them, so that they are refused and not left out.
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

  /** What comes into the collection later. */
  default TableScope later() {
    if (this instanceof OfSchema some) {
      return new TableScope.OfSchema(some.schema(), Set.of());
    }
    return this instanceof OfDatabase
        ? new TableScope.OfDatabase(Set.of())
        : new TableScope.Named();
  }
}
