package dev.tidemark.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files as each format has them. They never change: every later version must read them. */
public final class Golden {

  private Golden() {}

  /** Of format 1. */
  public static byte[] file(String name) {
    return file(1, name);
  }

  public static byte[] file(int format, String name) {
    String path = "/golden/v" + format + "/" + name;
    try (InputStream in = Golden.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
