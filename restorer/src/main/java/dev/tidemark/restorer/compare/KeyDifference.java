package dev.tidemark.restorer.compare;

import java.util.List;

/**
 * A row that is not the same in both.
 *
 * @param key the values of its key, as the source prints them
 */
public record KeyDifference(List<String> key, Place place) {

  /** Where a row of that key is. */
  public enum Place {
    ARCHIVE("only in the archive"),
    SOURCE("only in the source"),
    BOTH("in both, with other values");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public KeyDifference {
    key = List.copyOf(key);
  }
}
