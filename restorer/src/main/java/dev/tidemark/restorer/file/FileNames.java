package dev.tidemark.restorer.file;

import dev.tidemark.schemas.change.TableId;

/** A file's name for a table: {@code public.orders.avro}. */
final class FileNames {

  private FileNames() {}

  static String of(TableId table) {
    return legal(table.schema()) + "." + legal(table.table()) + ".avro";
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
