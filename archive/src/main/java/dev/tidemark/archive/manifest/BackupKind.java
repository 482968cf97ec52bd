package dev.tidemark.archive.manifest;

import java.util.Locale;

/** Whether a backup stands alone. */
public enum BackupKind {
  /** Holds every live row. */
  FULL,
  /** Holds what changed since the backup before. */
  INCREMENTAL;

  /** As names and manifests spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException there is no such kind
   */
  public static BackupKind of(String word) {
    for (BackupKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not a kind of backup");
  }
}
