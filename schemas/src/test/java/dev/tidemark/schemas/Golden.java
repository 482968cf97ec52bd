package dev.tidemark.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** What version 1 wrote. These files never change: every later version must read them. */
public final class Golden {

  private Golden() {}

  public static String text(String name) {
    String path = "/golden/v1/" + name;
    try (InputStream in = Golden.class.getResourceAsStream(path)) {
      byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes, from a file of hexadecimal digits in which blanks and line ends mean nothing. */
  public static byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(name).replaceAll("\\s", ""));
  }
}
