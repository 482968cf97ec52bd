package dev.tidemark.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.Tidemark;
import dev.tidemark.archive.storage.FileStorage;
import dev.tidemark.archive.storage.encryption.EncryptedStorage;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.storage.encryption.MasterKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a storage alone, whose backups are broken, encrypted, or both. */
class StoredBackupsSpec {

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String OTHER = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  private Path keyFile;
  private Path otherFile;

  @BeforeEach
  void two_keys() throws IOException {
    keyFile = Files.writeString(directory.resolve("shop.key"), KEY + "\n");
    otherFile = Files.writeString(directory.resolve("other.key"), OTHER);
  }

  @Test
  void damage_is_told_and_is_exit_code_1() throws IOException {
    Path manifest = directory.resolve("backups/shop/manifests/00000001.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "{}");

    assertThat(run("verify", "shop", "--storage", storage())).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            DAMAGE  shop/manifests/00000001.json is damaged: its format is not given
                    the backup cannot be restored
            shop: 0 backups, 0 files, 0 B: damaged in 1 place
            """);
    assertThat(run("verify", "shop", "--storage", storage(), "--json")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"intact\" : false");
  }

  @Test
  void encrypted_backups_need_their_key_and_no_other() {
    encryptedManifest();

    assertThat(run("verify", "shop", "--storage", storage())).isEqualTo(1);
    assertThat(run("show", "shop", "--storage", storage(), "--key-file", otherFile.toString()))
        .isEqualTo(1);
    assertThat(run("verify", "shop", "--storage", storage(), "--key-file", keyFile.toString()))
        .isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            error: the backups of shop are encrypted with key %1$s, and no key is given
            hint: Give it with --key-file FILE or --key-env NAME.
            error: the backups of shop are encrypted with key %1$s, and the key given is %2$s
            hint: Give the key of that name. After a rotation it is the newest one; with the key gone, \
            nothing can be restored.
            """
                .formatted(key(keyFile).id(), key(otherFile).id()));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("shop/manifests/00000001.json is damaged: its format is not given");
  }

  @Test
  void a_key_for_backups_that_have_none_is_refused() throws IOException {
    Path manifest = directory.resolve("backups/shop/manifests/00000001.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "{}");

    assertThat(run("show", "shop", "--storage", storage(), "--key-file", keyFile.toString()))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            error: the backups of shop are not encrypted, and a key is given
            hint: Leave the key out.
            """);
  }

  private void encryptedManifest() {
    EncryptedStorage storage =
        new EncryptedStorage(
            new FileStorage(directory.resolve("backups")),
            "shop",
            key(keyFile),
            Encryption.AES256_GCM);
    assertThat(
            storage.putIfAbsent(
                "shop/manifests/00000001.json", "{}".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }

  private static MasterKey key(Path file) {
    return MasterKey.from(new KeySource.KeyFile(file), Map.of());
  }

  private String storage() {
    return directory.resolve("backups").toUri().toString();
  }

  private int run(String... arguments) {
    return Tidemark.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of());
  }
}
