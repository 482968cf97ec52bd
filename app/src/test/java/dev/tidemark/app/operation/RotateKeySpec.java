package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.storage.FileStorage;
import dev.tidemark.archive.storage.encryption.KeyException;
import dev.tidemark.archive.storage.encryption.KeyRing;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.storage.encryption.MasterKey;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateKeySpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Duration NO_WAIT = Duration.ofSeconds(1);

  @TempDir private Path directory;

  private Home home;
  private KeySource first;
  private KeySource second;

  @BeforeEach
  void an_encrypted_collection() throws IOException {
    home = new Home(directory.resolve("home"));
    first = key("first", 1);
    second = key("second", 2);
    home.collections()
        .add(
            new ProtectedTables(
                SHOP,
                DatabaseUrl.parse("postgresql://me@db/shop"),
                List.of(TableId.parse("public.orders")),
                directory.resolve("backups").toUri(),
                Instant.EPOCH,
                new CollectionOptions(
                    Map.of(
                        CollectionOption.ENCRYPTION,
                        "AES256_GCM",
                        CollectionOption.ENCRYPTION_KEY,
                        first.toString())),
                false));
    CollectionArchive.at(directory.resolve("backups").toUri(), collection()).describe(shop());
  }

  @Test
  void a_rotation_that_was_killed_between_its_two_writes_is_completed_by_the_same_command() {
    ring().rotate(master(first), master(second));
    assertThatThrownBy(() -> CollectionArchive.of(home, collection()).description())
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the backups of shop are encrypted with key "
                + master(second).id()
                + ", and the key given is "
                + master(first).id());

    String id = rotate().run(SHOP, second, NO_WAIT);

    assertThat(id).isEqualTo(master(second).id());
    assertThat(collection().options().encryption().orElseThrow().key()).isEqualTo(second);
    assertThat(CollectionArchive.of(home, collection()).description()).contains(shop());
  }

  @Test
  void a_rotation_that_was_killed_before_its_first_write_has_changed_nothing() {
    assertThat(CollectionArchive.of(home, collection()).description()).contains(shop());
    assertThat(ring().masterKey()).contains(master(first).id());
  }

  @Test
  void a_rotation_and_an_alteration_are_listed_with_what_came_of_them() {
    String id = rotate().run(SHOP, second, NO_WAIT);
    ProtectedTables altered =
        new AlterCollection(home, Clock.systemUTC(), SILENT)
            .run(
                SHOP,
                Map.of(CollectionOption.RETENTION, "30d", CollectionOption.FULL_EVERY, "7d"),
                Set.of(CollectionOption.DRILL_EVERY),
                NO_WAIT);

    assertThat(altered.options().retention().retention()).contains(Duration.ofDays(30));
    assertThat(new Operations(home).of(SHOP))
        .extracting(OperationStatus::what, OperationStatus::state, OperationStatus::result)
        .containsExactly(
            tuple(
                "alteration",
                OperationState.DONE,
                "FULL_EVERY set, RETENTION set, DRILL_EVERY reset"),
            tuple("key rotation", OperationState.DONE, "the backups are opened by key " + id));
  }

  private RotateKey rotate() {
    return new RotateKey(home, Clock.systemUTC(), SILENT);
  }

  private KeyRing ring() {
    return new KeyRing(new FileStorage(directory.resolve("backups")), "shop");
  }

  private ProtectedTables collection() {
    return home.collections().get(SHOP);
  }

  private CollectionDescription shop() {
    return CollectionArchive.description(collection());
  }

  private static MasterKey master(KeySource key) {
    return MasterKey.from(key, Map.of());
  }

  private KeySource key(String name, int first) throws IOException {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    Path file = directory.resolve(name);
    Files.writeString(file, Base64.getEncoder().encodeToString(key));
    return new KeySource.KeyFile(file);
  }

  private static final Listener SILENT =
      new Listener() {
        @Override
        public void progress(String step, long done, long total) {}

        @Override
        public void note(String text) {}
      };
}
