package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import java.util.List;
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

    /** The first version that lets nobody update rows of which it would not send all. */
    private static final int KNOWS_GENERATED_COLUMNS = 180_000;

    RowIdentity require() {
      @Nullable PrimaryKey key = Constraints.primaryKey(session, relation).orElse(null);
      ReplicaIdentity identity =
          switch (relation.replicaIdentity()) {
            case "i" -> index(key);
            case "f" -> full(key);
            case "n" -> throw nothing("has REPLICA IDENTITY NOTHING", key);
            default -> byDefault(key);
          };
      return new RowIdentity(key, identity);
    }

    private ReplicaIdentity byDefault(@Nullable PrimaryKey key) {
      if (key == null) {
        throw nothing("has no primary key", null);
      }
      if (key.isDeferrable()) {
        throw nothing("has a deferrable primary key", key);
      }
      requireStored(key.columns());
      return ReplicaIdentity.DEFAULT;
    }

    private ReplicaIdentity full(@Nullable PrimaryKey key) {
      if (!isFullPossible()) {
        throw new UnfitSourceException(
            "table "
                + table()
                + " has REPLICA IDENTITY FULL and generated columns: once its changes are published,"
                + " the server refuses to update or delete its rows",
            repair(key));
      }
      if (key != null && !key.isDeferrable()) {
        requireStored(key.columns());
      } else if (columns.stream().noneMatch(Column::isStored)) {
        throw new UnfitSourceException(
            "table " + table() + " has no column whose values are in the change stream",
            "Add a column, or leave the table out of the collection.");
      }
      return ReplicaIdentity.FULL;
    }

    private boolean isFullPossible() {
      return columns.stream().allMatch(Column::isStored)
          || session.one(
              "select pg_catalog.current_setting('server_version_num')::int < ?",
              row -> row.getBoolean(1),
              KNOWS_GENERATED_COLUMNS);
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
      String full = alter + " REPLICA IDENTITY FULL;";
      if (key == null) {
        String add = "Run: " + alter + " ADD PRIMARY KEY (…);";
        return isFullPossible() ? add + " or, to capture it without one: " + full : add;
      }
      if (!key.isDeferrable()) {
        return "Run: " + alter + " REPLICA IDENTITY DEFAULT;";
      }
      return isFullPossible()
          ? "Run: " + full
          : "Drop the primary key and add it again NOT DEFERRABLE.";
    }

    private TableId table() {
      return relation.id();
    }
  }
}
