package dev.tidemark.archive.manifest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backup's name: {@code 20261122071500Z_000042_incremental}. The order of names is the order in
 * which the backups were made.
 *
 * @param time in whole seconds
 * @param ordinal counts the collection's backups from 1
 */
public record BackupId(Instant time, int ordinal, BackupKind kind) implements Comparable<BackupId> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssX", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern FORM = Pattern.compile("(\\d{14}Z)_(\\d{6,8})_([a-z]+)");
  private static final Comparator<BackupId> ORDER =
      Comparator.comparing(BackupId::time).thenComparing(BackupId::ordinal);

  public BackupId {
    time = time.truncatedTo(ChronoUnit.SECONDS);
    if (ordinal < 1) {
      throw new IllegalArgumentException("backups are counted from 1");
    }
  }

  /**
   * The name of the next backup. A clock that was set back does not bring the names out of order.
   *
   * @param before the newest backup there is
   */
  public static BackupId next(Optional<BackupId> before, Instant now, BackupKind kind) {
    if (before.isEmpty()) {
      return new BackupId(now, 1, kind);
    }
    BackupId last = before.get();
    return new BackupId(now.isBefore(last.time) ? last.time : now, last.ordinal + 1, kind);
  }

  /**
   * @throws IllegalArgumentException it is no name of a backup
   */
  public static BackupId parse(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a backup");
    }
    try {
      return new BackupId(
          TIME.parse(matcher.group(1), Instant::from),
          Integer.parseInt(matcher.group(2)),
          BackupKind.of(matcher.group(3)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a backup", e);
    }
  }

  @Override
  public int compareTo(BackupId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return TIME.format(time)
        + "_"
        + String.format(Locale.ROOT, "%06d", ordinal)
        + "_"
        + kind.word();
  }
}
