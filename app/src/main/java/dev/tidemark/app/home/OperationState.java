package dev.tidemark.app.home;

import java.util.Locale;

/** What has become of an operation. */
public enum OperationState {
  RUNNING,
  /** It came to its end. */
  DONE,
  /** It could not be done; its result says why. Nothing half done is left. */
  FAILED,
  /** Somebody broke it off. Nothing half done is left. */
  CANCELLED,
  /** Its process ended under it. Nothing half done can be seen; the next one clears up. */
  KILLED;

  /** In lower case, as JSON has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
