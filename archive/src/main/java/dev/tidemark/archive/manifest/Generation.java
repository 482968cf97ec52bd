package dev.tidemark.archive.manifest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which manifests of a collection count. An erasure writes all of them anew, beside those before;
 * {@code collection.json} says which are read.
 *
 * @param number from 1, that of a collection of which nothing was ever erased
 */
public record Generation(int number) implements Comparable<Generation> {

  public static final Generation FIRST = new Generation(1);

  private static final Pattern DIRECTORY = Pattern.compile("manifests(?:-([1-9]\\d{0,8}))?");

  public Generation {
    if (number < 1) {
      throw new IllegalArgumentException("generations are counted from 1");
    }
  }

  /** The one whose manifests are in a directory of this name, if any are. */
  public static Optional<Generation> ofDirectory(String name) {
    Matcher matcher = DIRECTORY.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Generation found =
        matcher.group(1) == null ? FIRST : new Generation(Integer.parseInt(matcher.group(1)));
    return Optional.of(found).filter(generation -> generation.directory().equals(name));
  }

  /** {@code manifests}, {@code manifests-2}: below the collection's root. */
  public String directory() {
    return number == 1 ? "manifests" : "manifests-" + number;
  }

  public Generation next() {
    return new Generation(number + 1);
  }

  public boolean isBefore(Generation other) {
    return number < other.number;
  }

  @Override
  public int compareTo(Generation other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
