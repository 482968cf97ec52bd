package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant. */
final class NearNames {

  private static final int MOST = 3;

  private NearNames() {}

  static List<TableId> of(TableId wanted, List<TableId> known) {
    return known.stream()
        .filter(table -> distance(wanted, table) <= 2)
        .sorted(Comparator.comparingInt(table -> distance(wanted, table)))
        .limit(MOST)
        .toList();
  }

  /** The same name in another schema is near; otherwise typing errors in both parts count. */
  private static int distance(TableId a, TableId b) {
    if (a.table().equals(b.table())) {
      return 1;
    }
    return edits(a.toString().toLowerCase(Locale.ROOT), b.toString().toLowerCase(Locale.ROOT));
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
