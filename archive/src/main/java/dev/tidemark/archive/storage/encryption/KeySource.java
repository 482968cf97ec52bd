package dev.tidemark.archive.storage.encryption;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a master key is to be had. Says nothing of the key itself, so it may be stored and shown.
 */
public sealed interface KeySource {

  /** A file that holds the key in base64, and nothing else. */
  record KeyFile(Path path) implements KeySource {
    public KeyFile {
      path = path.toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
      return FILE + path;
    }
  }

  /** An environment variable of every process that reads or writes backups. */
  record Variable(String name) implements KeySource {
    @Override
    public String toString() {
      return VARIABLE + name;
    }
  }

  /** A key that never leaves a key management service; its client has to be on the class path. */
  record Service(String uri) implements KeySource {

    private static final Pattern WITH_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+");

    public Service {
      if (!WITH_SCHEME.matcher(uri).matches()) {
        // It may be the key itself, so it is not repeated.
        throw new IllegalArgumentException(
            "it is no place of a key: those begin with file:, env: or the scheme of a service, such"
                + " as aws-kms:");
      }
    }

    @Override
    public String toString() {
      return uri;
    }
  }

  String FILE = "file:";
  String VARIABLE = "env:";

  /**
   * The inverse of {@code toString()}.
   *
   * @throws IllegalArgumentException it is none; the message never repeats it, for it may be a key
   */
  static KeySource parse(String text) {
    if (text.startsWith(FILE)) {
      return new KeyFile(Path.of(text.substring(FILE.length())));
    }
    return text.startsWith(VARIABLE)
        ? new Variable(text.substring(VARIABLE.length()))
        : new Service(text);
  }
}
