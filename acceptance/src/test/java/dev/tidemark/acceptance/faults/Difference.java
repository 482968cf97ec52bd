package dev.tidemark.acceptance.faults;

import java.util.ArrayList;
import java.util.List;

/** What only one of two lists of rows has, shortened for people. */
final class Difference {

  private static final int MOST_ROWS = 6;
  private static final int MOST_CHARACTERS = 200;

  private Difference() {}

  static String between(List<String> recorded, List<String> restored) {
    List<String> missing = new ArrayList<>(recorded);
    restored.forEach(missing::remove);
    List<String> superfluous = new ArrayList<>(restored);
    recorded.forEach(superfluous::remove);
    return "recorded %d rows, restored %d; only recorded %s, only restored %s"
        .formatted(recorded.size(), restored.size(), some(missing), some(superfluous));
  }

  private static List<String> some(List<String> rows) {
    return rows.stream()
        .limit(MOST_ROWS)
        .map(row -> row.length() > MOST_CHARACTERS ? row.substring(0, MOST_CHARACTERS) + "…" : row)
        .toList();
  }
}
