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
 * @param options what is set on it
 * @param dropping its drop has begun: nothing captures it any more
 */
public record ProtectedTables(
    CollectionName name,
    DatabaseUrl source,
    List<TableId> tables,
    URI storage,
    Instant created,
    CollectionOptions options,
    boolean dropping) {

  public ProtectedTables {
    tables = List.copyOf(tables);
  }

  public ProtectedTables withDropping(boolean begun) {
    return new ProtectedTables(name, source, tables, storage, created, options, begun);
  }

  public ProtectedTables with(CollectionOptions others) {
    return new ProtectedTables(name, source, tables, storage, created, others, dropping);
  }
}
