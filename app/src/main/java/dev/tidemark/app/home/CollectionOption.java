package dev.tidemark.app.home;

import dev.tidemark.app.config.Durations;
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
  INCREMENTAL_BACKUP_ENABLED;

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
      case FULL_EVERY, INCREMENTAL_EVERY -> interval(value);
      case INCREMENTAL_BACKUP_ENABLED -> truth(value);
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

  private static void truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("'" + value + "' is neither true nor false");
    }
  }
}
