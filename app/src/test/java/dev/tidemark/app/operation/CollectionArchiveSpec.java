package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.storage.FileStorage;
import dev.tidemark.archive.storage.encryption.EncryptedStorage;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeyException;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.storage.encryption.MasterKey;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionArchiveSpec {

  @TempDir private Path directory;

  @Test
  void a_copy_from_before_a_rotation_is_not_gone_on_with_under_the_new_key() throws IOException {
    KeySource before = key("before", (byte) 1);
    KeySource now = key("now", (byte) 2);
    Path target = directory.resolve("copy");
    MasterKey first = MasterKey.from(before, Map.of());
    try (EncryptedStorage copy =
        new EncryptedStorage(new FileStorage(target), "shop", first, Encryption.AES256_GCM)) {
      assertThat(copy.putIfAbsent("shop/data/backup/file", new byte[1])).isTrue();
    }

    assertThat(CollectionArchive.at(target.toUri(), shop(before)).manifests()).isEmpty();
    assertThatThrownBy(() -> CollectionArchive.at(target.toUri(), shop(now)))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the copy of shop in %s was begun before a rotation, and is encrypted with key %s"
                .formatted(target, first.id()));
  }

  private KeySource key(String name, byte content) throws IOException {
    byte[] bytes = new byte[32];
    bytes[0] = content;
    Path file = directory.resolve(name);
    Files.writeString(file, Base64.getEncoder().encodeToString(bytes));
    return new KeySource.KeyFile(file);
  }

  private ProtectedTables shop(KeySource key) {
    return new ProtectedTables(
        new CollectionName("shop"),
        DatabaseUrl.parse("postgresql://me@db/shop"),
        List.of(TableId.parse("public.orders")),
        directory.resolve("backups").toUri(),
        Instant.EPOCH,
        new CollectionOptions(
            Map.of(
                CollectionOption.ENCRYPTION,
                "AES256_GCM",
                CollectionOption.ENCRYPTION_KEY,
                key.toString())),
        false);
  }
}
