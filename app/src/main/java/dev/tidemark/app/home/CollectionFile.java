package dev.tidemark.app.home;

import dev.tidemark.app.home.CollectionSettings.Encrypted;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code collections/NAME.json} as it is written: text only, and never a secret. */
record CollectionFile(
    int format,
    String name,
    String source,
    List<String> tables,
    String storage,
    String created,
    boolean dropping,
    @Nullable String retention,
    @Nullable String everyTransactionFor,
    @Nullable String encryption,
    @Nullable String key) {

  private static final int FORMAT = 1;

  static CollectionFile of(ProtectedTables collection) {
    return new CollectionFile(
        FORMAT,
        collection.name().value(),
        collection.source().withoutSecret(),
        collection.tables().stream().map(TableId::toString).toList(),
        collection.storage().toString(),
        collection.created().toString(),
        collection.dropping(),
        text(collection.settings().retention().retention()),
        text(collection.settings().retention().everyTransactionFor()),
        collection.settings().encryption().map(Encrypted::cipher).map(Enum::name).orElse(null),
        collection
            .settings()
            .encryption()
            .map(Encrypted::key)
            .map(KeySource::toString)
            .orElse(null));
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
        dropping,
        settings());
  }

  private CollectionSettings settings() {
    RetentionPolicy policy = new RetentionPolicy(length(retention), length(everyTransactionFor));
    return new CollectionSettings(
        policy,
        encryption == null || key == null
            ? Optional.empty()
            : Optional.of(new Encrypted(Encryption.of(encryption), KeySource.parse(key))));
  }

  private static @Nullable String text(Optional<Duration> length) {
    return length.map(Duration::toString).orElse(null);
  }

  private static Optional<Duration> length(@Nullable String text) {
    return Optional.ofNullable(text).map(Duration::parse);
  }
}
