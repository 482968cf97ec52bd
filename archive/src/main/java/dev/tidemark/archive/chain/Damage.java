package dev.tidemark.archive.chain;

import dev.tidemark.archive.manifest.BackupId;

/** What keeps backups from being used. */
public sealed interface Damage {

  /** What is wrong, as a sentence without a full stop. */
  String message();

  /** What to do about it. */
  String hint();

  /** Incrementals without the full they begin at. */
  record MissingBase(BackupId incremental, BackupId parent) implements Damage {
    @Override
    public String message() {
      return "the base is missing: " + incremental + " follows " + parent + ", which is not there";
    }

    @Override
    public String hint() {
      return "Bring the manifest of " + parent + " back, and those before it up to a full backup.";
    }
  }

  /** A backup in the middle, or at the end, of a chain is not there. */
  record MissingBackup(BackupId missing, BackupId follower) implements Damage {
    @Override
    public String message() {
      return "the backup " + missing + " is missing; " + follower + " follows it";
    }

    @Override
    public String hint() {
      return "Bring its manifest back, or restore to a point before " + missing + " began.";
    }
  }

  /** A manifest was changed after the next backup had been made. */
  record Tampered(BackupId backup, BackupId follower) implements Damage {
    @Override
    public String message() {
      return "the manifest of "
          + backup
          + " is not the one that "
          + follower
          + " follows: its SHA-256 differs";
    }

    @Override
    public String hint() {
      return "Bring the manifest back from a copy of the storage; nothing in "
          + backup
          + " can be relied on.";
    }
  }

  /** A backup does not begin where the one before it ends. */
  record Disjoint(BackupId backup, BackupId follower) implements Damage {
    @Override
    public String message() {
      return follower + " does not begin where " + backup + " ends";
    }

    @Override
    public String hint() {
      return "Restore to a point up to the end of " + backup + ", and take a new full backup.";
    }
  }

  /** A manifest cannot be read. */
  record Unreadable(String message, String hint) implements Damage {}
}
