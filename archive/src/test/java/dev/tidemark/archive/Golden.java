package dev.tidemark.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files as format 1 has them. They never change: every later version must read them. */
public final class Golden {

  private Golden() {}

  public static byte[] file(String name) {
    String path = "/golden/v1/" + name;
    try (InputStream in = Golden.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
