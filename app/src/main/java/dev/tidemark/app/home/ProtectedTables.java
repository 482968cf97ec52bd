package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A collection as the home knows it: which tables of which database are protected, and where their
 * backups go.
 *
 * @param source with its password when read for use
 * @param storage the root under which the collection has its directory
 * @param options what is set on it
 * @param scope which tables come into it by themselves
 * @param dropping its drop has begun: nothing captures it any more
 */
public record ProtectedTables(
    CollectionName name,
    DatabaseUrl source,
    List<TableId> tables,
    URI storage,
    Instant created,
    CollectionOptions options,
    TableScope scope,
    boolean dropping) {

  public ProtectedTables {
    tables = List.copyOf(tables);
  }

  /** One whose tables are named. */
  public ProtectedTables(
      CollectionName name,
      DatabaseUrl source,
      List<TableId> tables,
      URI storage,
      Instant created,
      CollectionOptions options,
      boolean dropping) {
    this(name, source, tables, storage, created, options, new TableScope.Named(), dropping);
  }

  public ProtectedTables withDropping(boolean begun) {
    return new ProtectedTables(name, source, tables, storage, created, options, scope, begun);
  }

  public ProtectedTables with(CollectionOptions others) {
    return new ProtectedTables(name, source, tables, storage, created, others, scope, dropping);
  }

  public ProtectedTables with(TableScope other) {
    return new ProtectedTables(name, source, tables, storage, created, options, other, dropping);
  }

  /** With more tables, behind those there are. */
  public ProtectedTables adding(Collection<TableId> more) {
    Set<TableId> all = new LinkedHashSet<>(tables);
    all.addAll(more);
    return of(all, scope.with(more));
  }

  /** Without some tables; none of them comes back by itself. */
  public ProtectedTables dropping(Collection<TableId> gone) {
    Set<TableId> rest = new LinkedHashSet<>(tables);
    rest.removeAll(gone);
    return of(rest, scope.without(gone));
  }

  private ProtectedTables of(Collection<TableId> others, TableScope of) {
    return new ProtectedTables(
        name, source, List.copyOf(others), storage, created, options, of, dropping);
  }
}
