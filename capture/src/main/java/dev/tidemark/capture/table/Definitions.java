package dev.tidemark.capture.table;

import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.UserType;
import java.util.List;
import java.util.Optional;

/** What two definitions of a table have in common. */
final class Definitions {

  private static final String DOMAIN = "CREATE DOMAIN ";
  private static final String ENUM = " AS ENUM (";

  private Definitions() {}

  /** Whether they say the same, apart from where their sequences have come to. */
  static boolean isSame(TableDefinition a, TableDefinition b) {
    return withoutPositions(a).equals(withoutPositions(b));
  }

  /** What counts for a digest: neither what moves without a word nor what a rewrite forgets. */
  static TableDefinition bare(TableDefinition definition) {
    List<Column> columns =
        definition.columns().stream()
            .map(
                column ->
                    new Column(
                        column.number(),
                        column.name(),
                        column.type(),
                        column.kind(),
                        column.nullable(),
                        column.defaultExpression(),
                        column.generation(),
                        column.collation(),
                        null))
            .toList();
    return withColumns(withoutPositions(definition), columns);
  }

  private static TableDefinition withColumns(TableDefinition definition, List<Column> columns) {
    return new TableDefinition(
        definition.id(),
        definition.relation(),
        definition.lastNumber(),
        columns,
        definition.primaryKey(),
        definition.replicaIdentity(),
        definition.constraints(),
        definition.indexes(),
        definition.foreignKeys(),
        definition.sequences(),
        definition.types(),
        definition.triggers());
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
        definition.types(),
        definition.triggers());
  }

  /**
   * A user's type that was changed in such a way that old values may have another text now: values
   * of an enum that were renamed, members of a composite. Neither writes a word into the log.
   */
  static Optional<String> changedType(TableDefinition before, TableDefinition after) {
    for (UserType type : before.types()) {
      boolean isKept =
          after.types().stream()
              .filter(now -> now.name().equals(type.name()))
              .allMatch(now -> isTextKept(type.create(), now.create()));
      if (!isKept) {
        return Optional.of(type.name());
      }
    }
    return Optional.empty();
  }

  private static boolean isTextKept(String before, String now) {
    if (before.equals(now)) {
      return true;
    }
    if (before.startsWith(DOMAIN) && now.startsWith(DOMAIN)) {
      return true;
    }
    return before.contains(ENUM)
        && now.contains(ENUM)
        && EnumLabels.of(now).containsAll(EnumLabels.of(before));
  }
}
