package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    boolean dropping) {

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
        dropping);
  }
}
