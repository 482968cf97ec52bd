package dev.tidemark.archive.run;

import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.TableId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The directory of a table's runs. Any table gets a name that every file system takes; the
 * manifest, not the directory, says which table it is.
 */
final class TableDirectory {

  /** Names of files end at 255 bytes almost everywhere. */
  private static final int LONGEST = 200;

  private static final int HASH_DIGITS = 16;

  private TableDirectory() {}

  static String of(TableId table) {
    String name = legal(table.schema()) + "." + legal(table.table());
    if (name.length() <= LONGEST) {
      return name;
    }
    String hash = Sha256.of(table.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return name.substring(0, LONGEST) + "-" + hash.substring(0, HASH_DIGITS);
  }

  /**
   * An underscore before an x is escaped too, so that no two names become one; and what storages
   * call what is not finished.
   */
  private static String legal(String part) {
    StringBuilder legal = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean looksEscaped = c == '_' && i + 1 < part.length() && part.charAt(i + 1) == 'x';
      boolean looksUnfinished = i == 3 && part.startsWith("tmp-");
      if (isPlain(c) && !looksEscaped && !looksUnfinished) {
        legal.append(c);
      } else {
        legal.append("_x").append(String.format(Locale.ROOT, "%04X", (int) c)).append('_');
      }
    }
    return legal.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
