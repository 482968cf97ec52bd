package dev.tidemark.app.home;

import dev.tidemark.schemas.change.TableId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which tables come into a collection by themselves, when somebody makes them in its source. */
public sealed interface TableScope {

  /** None: every table was named. */
  record Named() implements TableScope {}

  /**
   * Those of a schema.
   *
   * @param out tables that were taken out of the collection, and do not come back by themselves
   */
  record OfSchema(String schema, Set<TableId> out) implements TableScope {
    public OfSchema {
      out = Set.copyOf(out);
    }
  }

  /**
   * All of the database.
   *
   * @param out as in {@link OfSchema}
   */
  record OfDatabase(Set<TableId> out) implements TableScope {
    public OfDatabase {
      out = Set.copyOf(out);
    }
  }

  /** Whether a table comes into the collection by itself. */
  default boolean takes(TableId table) {
    if (this instanceof OfSchema some) {
      return table.schema().equals(some.schema()) && !some.out().contains(table);
    }
    return this instanceof OfDatabase all && !all.out().contains(table);
  }

  /** The same, but that some tables do not come by themselves. */
  default TableScope without(Collection<TableId> tables) {
    Set<TableId> out = new TreeSet<>(out());
    out.addAll(tables);
    return withOut(out);
  }

  /** The same, some tables no longer kept from coming. */
  default TableScope with(Collection<TableId> tables) {
    Set<TableId> out = new TreeSet<>(out());
    out.removeAll(tables);
    return withOut(out);
  }

  /** Tables that were taken out. */
  default Set<TableId> out() {
    if (this instanceof OfSchema some) {
      return some.out();
    }
    return this instanceof OfDatabase all ? all.out() : Set.of();
  }

  private TableScope withOut(Set<TableId> out) {
    if (this instanceof OfSchema some) {
      return new OfSchema(some.schema(), out);
    }
    return this instanceof OfDatabase ? new OfDatabase(out) : this;
  }
}
