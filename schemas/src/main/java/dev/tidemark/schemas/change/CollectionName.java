package dev.tidemark.schemas.change;

import java.util.regex.Pattern;

/**
 * The name of a backup collection. It becomes part of the names of a replication slot, a
 * publication and topics, so it is held to what all of them accept.
 *
 * @param value 1 to 48 characters: lower-case letters, digits and underscores, a letter first
 */
public record CollectionName(String value) implements Comparable<CollectionName> {

  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  public CollectionName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' cannot name a collection; use 1 to 48 lower-case letters, digits and"
              + " underscores, beginning with a letter");
    }
  }

  @Override
  public int compareTo(CollectionName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
