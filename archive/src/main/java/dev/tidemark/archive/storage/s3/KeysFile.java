package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageRefusedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Reads keys from a file. No message repeats any of it. */
final class KeysFile {

  private KeysFile() {}

  static AwsBasicCredentials read(Path file) {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw refused("cannot read the keys in " + file + ": " + e.getClass().getSimpleName(), e);
    }
    String id = value(lines, "access-key-id", "aws_access_key_id");
    String secret = value(lines, "secret-access-key", "aws_secret_access_key");
    if (id == null || secret == null) {
      throw refused("there are no keys in " + file, null);
    }
    return AwsBasicCredentials.create(id, secret);
  }

  private static @Nullable String value(Properties lines, String name, String alias) {
    String value = lines.getProperty(name, lines.getProperty(alias));
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static StorageRefusedException refused(String message, @Nullable Throwable cause) {
    return new StorageRefusedException(
        message, "It has two lines, access-key-id=… and secret-access-key=….", cause);
  }
}
