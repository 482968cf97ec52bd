package dev.tidemark.archive.storage.encryption;

import java.nio.file.Path;

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
    @Override
    public String toString() {
      return uri;
    }
  }

  String FILE = "file:";
  String VARIABLE = "env:";

  /** The inverse of {@code toString()}. */
  static KeySource parse(String text) {
    if (text.startsWith(FILE)) {
      return new KeyFile(Path.of(text.substring(FILE.length())));
    }
    return text.startsWith(VARIABLE)
        ? new Variable(text.substring(VARIABLE.length()))
        : new Service(text);
  }
}
