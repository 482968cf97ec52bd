package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.util.Comparator;
import java.util.List;

/** Which of the known names somebody may have meant. */
final class NearNames {

  private static final int SHOWN = 3;

  private NearNames() {}

  /** The nearest first; those that differ in more than a third of their letters are not near. */
  static List<CollectionName> of(CollectionName asked, List<CollectionName> known) {
    int farthest = Math.max(2, asked.value().length() / 3);
    return known.stream()
        .filter(
            name ->
                distance(asked.value(), name.value()) <= farthest
                    || name.value().startsWith(asked.value()))
        .sorted(Comparator.comparingInt(name -> distance(asked.value(), name.value())))
        .limit(SHOWN)
        .toList();
  }

  /** Levenshtein's: how many letters to insert, delete or replace. */
  static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
