package dev.tidemark.app.home;

import java.util.Locale;

/** What a collection is doing, as people see it. */
public enum CollectionState {
  /** Its tables are being read for the first time. */
  SNAPSHOTTING,
  /** Every commit is captured as it happens. */
  STREAMING,
  /** Nothing is captured: the server is down, not there yet, or an error holds capture up. */
  STOPPED,
  /** A stretch of the source's history is lost to capture; a new snapshot is needed. */
  GAP;

  /** In lower case, as JSON has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
