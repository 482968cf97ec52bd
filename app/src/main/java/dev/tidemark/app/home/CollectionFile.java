package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code collections/NAME.json} as it is written: text only, and never a secret. */
record CollectionFile(
    int format,
    String name,
    String source,
    List<String> tables,
    String storage,
    String created,
    @Nullable Map<String, String> options,
    @Nullable Scope scope,
    boolean dropping) {

  /**
   * @param schema null for all of the database
   * @param out tables that do not come by themselves
   */
  record Scope(@Nullable String schema, List<String> out) {

    static @Nullable Scope of(TableScope scope) {
      List<String> out = scope.out().stream().sorted().map(TableId::toString).toList();
      if (scope instanceof TableScope.OfSchema some) {
        return new Scope(some.schema(), out);
      }
      return scope instanceof TableScope.OfDatabase ? new Scope(null, out) : null;
    }

    TableScope read() {
      Set<TableId> tables = out.stream().map(TableId::parse).collect(Collectors.toSet());
      return schema == null
          ? new TableScope.OfDatabase(tables)
          : new TableScope.OfSchema(schema, tables);
    }
  }

  private static final int FORMAT = 1;

  static CollectionFile of(ProtectedTables collection) {
    return new CollectionFile(
        FORMAT,
        collection.name().value(),
        collection.source().withoutSecret(),
        collection.tables().stream().map(TableId::toString).toList(),
        collection.storage().toString(),
        collection.created().toString(),
        collection.options().written(),
        Scope.of(collection.scope()),
        collection.dropping());
  }

  ProtectedTables withPassword(Secret password) {
    if (format != FORMAT) {
      throw new UnknownFormatException(name, format, FORMAT);
    }
    return new ProtectedTables(
        new CollectionName(name),
        DatabaseUrl.parse(source).withPassword(password),
        tables.stream().map(TableId::parse).toList(),
        URI.create(storage),
        Instant.parse(created),
        options == null ? CollectionOptions.NONE : CollectionOptions.read(name, options),
        scope == null ? new TableScope.Named() : scope.read(),
        dropping);
  }
}
