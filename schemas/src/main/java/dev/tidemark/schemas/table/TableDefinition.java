package dev.tidemark.schemas.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidemark.schemas.change.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to make a table again, as it was at one sequence.
 *
 * @param id its schema and name
 * @param relation the table's own number in the source (PostgreSQL's {@code pg_class.oid}): a table
 *     that is dropped and made again under its name has another
 * @param lastNumber the highest number that a column of it was ever given, dropped ones included
 * @param columns in the order of their numbers, dropped ones left out
 * @param primaryKey null without one
 * @param replicaIdentity with the primary key, this says what makes the key of every version
 * @param constraints unique, check and exclusion constraints
 * @param indexes those that no constraint owns
 * @param foreignKeys references from this table
 * @param sequences sequences owned by its columns (serial and identity)
 * @param types enums, domains and composites its columns use, each after those it depends on
 * @param triggers those that users made on it, and not on a table of which it is a partition
 */
public record TableDefinition(
    TableId id,
    long relation,
    int lastNumber,
    List<Column> columns,
    @Nullable PrimaryKey primaryKey,
    ReplicaIdentity replicaIdentity,
    List<Constraint> constraints,
    List<Index> indexes,
    List<ForeignKey> foreignKeys,
    List<OwnedSequence> sequences,
    List<UserType> types,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Trigger> triggers) {

  public TableDefinition {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
    sequences = List.copyOf(sequences);
    types = List.copyOf(types);
    triggers = List.copyOf(triggers);
    requireAscending(id, columns, lastNumber);
    boolean isKeyless = rowKey(primaryKey, replicaIdentity) instanceof RowKey.WholeRow;
    if (isKeyless && replicaIdentity instanceof ReplicaIdentity.Default) {
      throw new IllegalArgumentException(id + " has nothing that tells its rows apart");
    }
    if (rowKey(primaryKey, replicaIdentity) instanceof RowKey.Columns key) {
      for (String name : key.names()) {
        if (columns.stream().noneMatch(column -> column.name().equals(name))) {
          throw new IllegalArgumentException(id + " has no column " + name + " for its key");
        }
      }
    }
  }

  /** The columns whose values are in the change stream, in order: those of a row. */
  public List<Column> storedColumns() {
    return columns.stream().filter(Column::isStored).toList();
  }

  public Optional<PrimaryKey> optionalPrimaryKey() {
    return Optional.ofNullable(primaryKey);
  }

  /** What tells its rows apart: what the replica identity has the source say of an old row. */
  public RowKey rowKey() {
    return rowKey(primaryKey, replicaIdentity);
  }

  /**
   * This definition, with the {@link Column#missing} values that an earlier one of the same
   * relation had. The source forgets them when it rewrites the table and thereby all of its rows;
   * the rows that are kept elsewhere are as old as they were.
   */
  public TableDefinition rememberingMissing(TableDefinition earlier) {
    if (relation != earlier.relation) {
      return this;
    }
    Map<Integer, Column> known = new HashMap<>();
    earlier.columns.forEach(column -> known.put(column.number(), column));
    List<Column> remembering =
        columns.stream()
            .map(column -> column.rememberingMissing(known.getOrDefault(column.number(), column)))
            .toList();
    return new TableDefinition(
        id,
        relation,
        lastNumber,
        remembering,
        primaryKey,
        replicaIdentity,
        constraints,
        indexes,
        foreignKeys,
        sequences,
        types,
        triggers);
  }

  private static RowKey rowKey(@Nullable PrimaryKey primaryKey, ReplicaIdentity identity) {
    if (identity instanceof ReplicaIdentity.UsingIndex index) {
      return new RowKey.Columns(index.columns());
    }
    return primaryKey == null || primaryKey.isDeferrable()
        ? RowKey.WHOLE_ROW
        : new RowKey.Columns(primaryKey.columns());
  }

  private static void requireAscending(TableId id, List<Column> columns, int lastNumber) {
    int last = 0;
    for (Column column : columns) {
      if (column.number() <= last || column.number() > lastNumber) {
        throw new IllegalArgumentException(
            "column "
                + column.name()
                + " of "
                + id
                + " has number "
                + column.number()
                + ", after "
                + last
                + " and with "
                + lastNumber
                + " as the last");
      }
      last = column.number();
    }
  }
}
