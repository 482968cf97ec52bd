package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an operation is called, so that it can be inspected and cancelled: when it began, to the
 * millisecond in UTC, and its collection. In the order of names is in the order of time.
 *
 * @param value {@code 20261122071500042-shop}
 */
public record OperationId(String value) implements Comparable<OperationId> {

  private static final Pattern SHAPE = Pattern.compile("\\d{17}-[a-z][a-z0-9_]{0,47}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  public OperationId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not the id of an operation; they look like 20261122071500042-shop");
    }
  }

  /** One collection has one operation at a time, so this is enough to tell any two apart. */
  static OperationId of(CollectionName collection, Instant begun) {
    return new OperationId(TIME.format(begun) + "-" + collection);
  }

  @Override
  public int compareTo(OperationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
