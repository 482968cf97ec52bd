package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A collection as the home knows it: which tables of which database are protected, and where their
 * backups go.
 *
 * @param source with its password when read for use
 * @param storage the root under which the collection has its directory
 * @param dropping its drop has begun: nothing captures it any more
 * @param settings how its backups are kept
 */
public record ProtectedTables(
    CollectionName name,
    DatabaseUrl source,
    List<TableId> tables,
    URI storage,
    Instant created,
    boolean dropping,
    CollectionSettings settings) {

  public ProtectedTables {
    tables = List.copyOf(tables);
  }

  /** With the settings of who says nothing. */
  public ProtectedTables(
      CollectionName name,
      DatabaseUrl source,
      List<TableId> tables,
      URI storage,
      Instant created,
      boolean dropping) {
    this(name, source, tables, storage, created, dropping, CollectionSettings.DEFAULT);
  }

  public ProtectedTables withDropping(boolean begun) {
    return new ProtectedTables(name, source, tables, storage, created, begun, settings);
  }

  public ProtectedTables with(CollectionSettings other) {
    return new ProtectedTables(name, source, tables, storage, created, dropping, other);
  }
}
