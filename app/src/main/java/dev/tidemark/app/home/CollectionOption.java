package dev.tidemark.app.home;

import dev.tidemark.app.config.Durations;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be set on a collection, in place of what the configuration says for all. */
public enum CollectionOption {
  /** A full backup that often; {@code off} for never. */
  FULL_EVERY,
  /** An incremental backup that often; {@code off} for never. */
  INCREMENTAL_EVERY,
  /** Whether incrementals are taken at all, by the schedule or by hand. */
  INCREMENTAL_BACKUP_ENABLED,
  /** How far back a restore can go, at least to the ends of backups. */
  RETENTION,
  /** How long every transaction can be restored. */
  EVERY_TRANSACTION_FOR,
  /** How old a backup is before Kafka may lose what it has; {@code off} for never. */
  RELEASE_AFTER,
  /** What capture does when history was lost: {@code stop}, or {@code new full}. */
  AFTER_GAP,
  /** A drill that often; {@code off} for never. */
  DRILL_EVERY,
  /** Where drills restore to: {@code file:///…}, or a database's URL without a password. */
  DRILL_INTO,
  /** How backups are encrypted; chosen when the collection is made. */
  ENCRYPTION,
  /** Where the master key is: {@code file:…}, {@code env:…}, or the address of a service. */
  ENCRYPTION_KEY;

  /** Whether it is chosen when the collection is made, and stays. */
  public boolean isFixed() {
    return this == ENCRYPTION || this == ENCRYPTION_KEY;
  }

  /** By its name, in any case. */
  public static Optional<CollectionOption> named(String name) {
    return Arrays.stream(values())
        .filter(option -> option.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }

  /**
   * @throws IllegalArgumentException it cannot have this value; the message says which it can
   */
  public void check(String value) {
    switch (this) {
      case FULL_EVERY, INCREMENTAL_EVERY, DRILL_EVERY -> interval(value);
      case INCREMENTAL_BACKUP_ENABLED -> truth(value);
      case RETENTION, EVERY_TRANSACTION_FOR -> length(value);
      case RELEASE_AFTER -> margin(value);
      case AFTER_GAP -> afterGap(value);
      case DRILL_INTO -> target(value);
      case ENCRYPTION -> cipher(value);
      case ENCRYPTION_KEY -> place(value);
    }
  }

  /** The value, if the option takes it, as {@link #check}. */
  public String checked(String value) {
    check(value);
    return value;
  }

  private static void interval(String value) {
    if (!value.equals(CollectionOptions.OFF) && Durations.parse(value).isZero()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a length of time; write off for never");
    }
  }

  private static void margin(String value) {
    if (!value.equals(CollectionOptions.OFF)) {
      Duration unused = Durations.parse(value);
    }
  }

  private static void length(String value) {
    if (Durations.parse(value).isZero()) {
      throw new IllegalArgumentException("'" + value + "' would keep nothing");
    }
  }

  private static void afterGap(String value) {
    if (!value.equals(CollectionOptions.STOP) && !value.equals(CollectionOptions.NEW_FULL)) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is neither '"
              + CollectionOptions.STOP
              + "' nor '"
              + CollectionOptions.NEW_FULL
              + "'");
    }
  }

  private static void target(String value) {
    if (value.startsWith("file:")) {
      if (!value.matches("file:///.+")) {
        throw new IllegalArgumentException(
            "'" + value + "' is not a directory, such as file:///mnt/scratch");
      }
    } else if (!DatabaseUrl.parse(value).password().reveal().isEmpty()) {
      throw new IllegalArgumentException(
          "the place of drills is kept in a file and shown: leave the password out, and give it to"
              + " the server as TIDEMARK_TARGET_PASSWORD or PGPASSWORD");
    }
  }

  private static void cipher(String value) {
    Encryption unused = Encryption.of(value);
  }

  private static void place(String value) {
    KeySource unused = KeySource.parse(value);
  }

  private static void truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("'" + value + "' is neither true nor false");
    }
  }
}
