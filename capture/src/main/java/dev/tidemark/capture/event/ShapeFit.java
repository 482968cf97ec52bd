package dev.tidemark.capture.event;

import dev.tidemark.capture.transaction.TableShape;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.RowKey;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definition that rows of a shape have. The catalog tells how a table is now; the stream
 * may be some DDL behind it.
 */
final class ShapeFit {

  private ShapeFit() {}

  /**
   * The definition whose stored columns are the shape's.
   *
   * @param now as the catalog has it
   * @param before as it was last known; null when it was not
   * @throws UnknownShapeException a column is in neither, or the key is not among the columns
   */
  static TableDefinition fit(
      TableShape shape, TableDefinition now, @Nullable TableDefinition before) {
    if (hasColumnsOf(now, shape)) {
      return now;
    }
    if (before != null && hasColumnsOf(before, shape)) {
      return before;
    }
    List<Column> columns = new ArrayList<>();
    for (String name : shape.columns()) {
      columns.add(
          stored(now, name)
              .or(() -> before == null ? Optional.empty() : stored(before, name))
              .orElseThrow(() -> new UnknownShapeException(shape, now)));
    }
    boolean hasKey =
        !(now.rowKey() instanceof RowKey.Columns key) || shape.columns().containsAll(key.names());
    if (!hasKey || !isInOrder(columns)) {
      throw new UnknownShapeException(shape, now);
    }
    // Generated columns and all that stands on columns may belong to the other state of the table:
    // what can be told for certain of this one is its columns and its key.
    return new TableDefinition(
        now.id(),
        now.relation(),
        now.lastNumber(),
        columns,
        now.primaryKey(),
        now.replicaIdentity(),
        now.constraints().stream().filter(c -> isIdentity(now, c.name())).toList(),
        now.indexes().stream().filter(index -> isIdentity(now, index.name())).toList(),
        List.of(),
        List.of(),
        now.types());
  }

  /** Whether two definitions say the same, apart from where their sequences have come to. */
  static boolean isSame(TableDefinition a, TableDefinition b) {
    return withoutPositions(a).equals(withoutPositions(b));
  }

  /** Rows have their columns in the order of numbers: a column out of it is another of its name. */
  private static boolean isInOrder(List<Column> columns) {
    for (int i = 1; i < columns.size(); i++) {
      if (columns.get(i - 1).number() >= columns.get(i).number()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIdentity(TableDefinition definition, String index) {
    return definition.replicaIdentity() instanceof ReplicaIdentity.UsingIndex identity
        && identity.index().equals(index);
  }

  private static TableDefinition withoutPositions(TableDefinition definition) {
    List<OwnedSequence> sequences =
        definition.sequences().stream()
            .map(
                sequence ->
                    new OwnedSequence(
                        sequence.name(),
                        sequence.column(),
                        sequence.options(),
                        sequence.increment(),
                        0))
            .toList();
    return new TableDefinition(
        definition.id(),
        definition.relation(),
        definition.lastNumber(),
        definition.columns(),
        definition.primaryKey(),
        definition.replicaIdentity(),
        definition.constraints(),
        definition.indexes(),
        definition.foreignKeys(),
        sequences,
        definition.types());
  }

  private static boolean hasColumnsOf(TableDefinition definition, TableShape shape) {
    return definition.storedColumns().stream().map(Column::name).toList().equals(shape.columns());
  }

  private static Optional<Column> stored(TableDefinition definition, String name) {
    return definition.storedColumns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst();
  }
}
