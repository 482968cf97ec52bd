package dev.tidemark.restorer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.TableId;

/** A file's name for a table: {@code public.orders.avro}. */
final class FileNames {

  /** Names of files end at 255 bytes almost everywhere. */
  private static final int LONGEST = 220;

  private static final int HASH_DIGITS = 16;

  private FileNames() {}

  static String of(TableId table) {
    String name = legal(table.schema()) + "." + legal(table.table());
    return (bytes(name) <= LONGEST ? name : shortened(name, table)) + ".avro";
  }

  /** Two long names that begin alike stay two. */
  private static String shortened(String name, TableId table) {
    int end = name.length();
    while (bytes(name.substring(0, end)) > LONGEST - HASH_DIGITS) {
      end--;
    }
    String hash = Sha256.of(table.toString().getBytes(UTF_8)).hex();
    return name.substring(0, end) + "-" + hash.substring(0, HASH_DIGITS);
  }

  private static int bytes(String name) {
    return name.getBytes(UTF_8).length;
  }

  /** What a file's name may not have, or has for its parts, is written as its UTF-16 code. */
  private static String legal(String part) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean kept =
          Character.isLetterOrDigit(c) || c == '-' || (c == '_' && !isBefore(part, i, 'x'));
      name.append(kept ? String.valueOf(c) : "_x%04X_".formatted((int) c));
    }
    return name.toString();
  }

  private static boolean isBefore(String part, int at, char next) {
    return at + 1 < part.length() && part.charAt(at + 1) == next;
  }
}
