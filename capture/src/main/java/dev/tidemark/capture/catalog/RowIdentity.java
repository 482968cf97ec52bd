package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells a table's rows apart in the change stream.
 *
 * @param primaryKey null without one
 */
record RowIdentity(@Nullable PrimaryKey primaryKey, ReplicaIdentity replicaIdentity) {

  /**
   * Reads it.
   *
   * @throws UnfitSourceException nothing tells the rows apart, or not always
   */
  static RowIdentity require(SourceSession session, Relation relation, List<Column> columns) {
    return new Reading(session, relation, columns).require();
  }

  private record Reading(SourceSession session, Relation relation, List<Column> columns) {

    RowIdentity require() {
      Optional<Constraints.Found> found = Constraints.primaryKey(session, relation);
      @Nullable PrimaryKey key = found.map(Constraints.Found::key).orElse(null);
      switch (relation.replicaIdentity()) {
        case "i" -> {
          return new RowIdentity(key, index(key));
        }
        case "n" -> throw nothing("has REPLICA IDENTITY NOTHING", key);
        default -> {
          if (found.isPresent() && found.get().isDeferrable()) {
            throw deferrable();
          }
          boolean isFull = relation.replicaIdentity().equals("f");
          return new RowIdentity(key, isFull ? full(key) : byDefault(key));
        }
      }
    }

    private ReplicaIdentity byDefault(@Nullable PrimaryKey key) {
      if (key == null) {
        throw nothing("has no primary key", null);
      }
      requireStored(key.columns());
      return ReplicaIdentity.DEFAULT;
    }

    private ReplicaIdentity full(@Nullable PrimaryKey key) {
      if (key != null) {
        requireStored(key.columns());
      } else if (columns.stream().noneMatch(Column::isStored)) {
        throw new UnfitSourceException(
            "table " + table() + " has no column whose values are in the change stream",
            "Add a column, or leave the table out of the collection.");
      }
      return ReplicaIdentity.FULL;
    }

    private ReplicaIdentity index(@Nullable PrimaryKey key) {
      Constraints.IdentityIndex index =
          Constraints.identityIndex(session, relation)
              .orElseThrow(() -> nothing("has lost the index that was its REPLICA IDENTITY", key));
      if (!index.obstacles().isEmpty()) {
        throw new UnfitSourceException(
            "table "
                + table()
                + " has index "
                + index.name()
                + " as its REPLICA IDENTITY, which does not tell its rows apart: "
                + String.join(", ", index.obstacles()),
            repair(key));
      }
      requireStored(index.columns());
      return new ReplicaIdentity.UsingIndex(index.name(), index.columns());
    }

    private void requireStored(List<String> key) {
      for (Column column : columns) {
        if (key.contains(column.name()) && !column.isStored()) {
          throw new UnfitSourceException(
              "table "
                  + table()
                  + " has the generated column "
                  + column.name()
                  + " in its key, whose values are not in the change stream",
              "Give the table a key of other columns, or leave it out of the collection.");
        }
      }
    }

    private UnfitSourceException nothing(String what, @Nullable PrimaryKey key) {
      return new UnfitSourceException(
          "table "
              + table()
              + " "
              + what
              + ": its updates and deletes do not say which row they mean",
          repair(key));
    }

    private String repair(@Nullable PrimaryKey key) {
      String alter = "ALTER TABLE " + table().quoted();
      return key == null
          ? "Run: "
              + alter
              + " ADD PRIMARY KEY (…); or, to capture it without one: "
              + alter
              + " REPLICA IDENTITY FULL;"
          : "Run: " + alter + " REPLICA IDENTITY DEFAULT;";
    }

    /** Rows that swap keys in one statement arrive as deletes and inserts that overlap. */
    private UnfitSourceException deferrable() {
      return new UnfitSourceException(
          "table "
              + table()
              + " has a deferrable primary key: rows may exchange keys inside a transaction, and"
              + " the change stream does not say which row ends with which key",
          "Drop the primary key and add it again NOT DEFERRABLE.");
    }

    private TableId table() {
      return relation.id();
    }
  }
}
