package dev.tidemark.schemas.table;

import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * Everything needed to make a table again, as it was at one sequence.
 *
 * @param id its schema and name
 * @param columns in catalog order, dropped ones left out
 * @param primaryKey its columns make the key of every version
 * @param constraints unique, check and exclusion constraints
 * @param indexes those that no constraint owns
 * @param foreignKeys references from this table
 * @param sequences sequences owned by its columns (serial and identity)
 * @param types enums, domains and composites its columns use, each after those it depends on
 */
public record TableDefinition(
    TableId id,
    List<Column> columns,
    PrimaryKey primaryKey,
    List<Constraint> constraints,
    List<Index> indexes,
    List<ForeignKey> foreignKeys,
    List<OwnedSequence> sequences,
    List<UserType> types) {

  public TableDefinition {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
    sequences = List.copyOf(sequences);
    types = List.copyOf(types);
    for (String key : primaryKey.columns()) {
      if (columns.stream().noneMatch(column -> column.name().equals(key))) {
        throw new IllegalArgumentException(id + " has no column " + key + " for its primary key");
      }
    }
  }

  /** The columns whose values are in the change stream, in order: those of a row. */
  public List<Column> storedColumns() {
    return columns.stream().filter(Column::isStored).toList();
  }
}
