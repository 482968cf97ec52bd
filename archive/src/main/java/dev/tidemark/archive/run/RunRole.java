package dev.tidemark.archive.run;

import java.util.Locale;

/** What a run holds of its table. */
public enum RunRole {
  /** In a full: one version for each live key, with all its values. */
  BASE,
  /** In an incremental: the newest version of each key that changed. */
  DELTA,
  /** In an incremental: all older versions of those keys. */
  HISTORY;

  /** As files and manifests spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException there is no such role
   */
  public static RunRole of(String word) {
    for (RunRole role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not a role of a run");
  }

  /**
   * Whether its versions are written in groups, field by field. That is smaller; and what restores
   * read most of, and copy whole, is a base.
   */
  boolean isGrouped() {
    return this != BASE;
  }

  boolean holdsOneVersionPerKey() {
    return this != HISTORY;
  }
}
