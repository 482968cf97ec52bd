package dev.tidemark.app.operation;

import java.time.Instant;

/** Names of markers: those that operations write for themselves, and those of people. */
public final class Markers {

  private Markers() {}

  private static final int LONGEST = 200;
  private static final String OURS = "tidemark-";

  /**
   * A name for a marker of a person's.
   *
   * @throws IllegalArgumentException the message says why
   */
  public static String usable(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a marker has a name");
    } else if (name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the name of a marker has at most " + LONGEST + " characters, not " + name.length());
    } else if (name.startsWith(OURS)) {
      throw new IllegalArgumentException(
          "'" + name + "' begins with tidemark-, as the markers do that are written by themselves");
    } else if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the name of a marker is one line of text");
    }
    return name;
  }

  /** A name that no other operation has: by time and process. */
  static String named(String purpose, Instant now) {
    return OURS + purpose + "-" + now.toEpochMilli() + "-" + ProcessHandle.current().pid();
  }
}
