package dev.tidemark.archive.plan;

import dev.tidemark.schemas.change.SourcePosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL LSN as a number.
 *
 * @param value unsigned
 */
record LogPosition(long value) implements Comparable<LogPosition> {

  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");
  private static final int HALF_BITS = 32;
  private static final int HEX = 16;

  static Optional<LogPosition> of(SourcePosition position) {
    Matcher matcher = FORM.matcher(position.value());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long high = Long.parseLong(matcher.group(1), HEX);
    long low = Long.parseLong(matcher.group(2), HEX);
    return Optional.of(new LogPosition(high << HALF_BITS | low));
  }

  @Override
  public int compareTo(LogPosition other) {
    return Long.compareUnsigned(value, other.value);
  }
}
