package dev.tidemark.app.operation;

import java.time.Instant;

/** Names of the markers that operations write for themselves. */
final class Markers {

  private Markers() {}

  /** A name that no other operation has: by time and process. */
  static String named(String purpose, Instant now) {
    return "tidemark-" + purpose + "-" + now.toEpochMilli() + "-" + ProcessHandle.current().pid();
  }
}
