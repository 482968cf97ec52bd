package dev.tidemark.schemas.change;

/**
 * The place of a committed source transaction in the history of a collection: 1, 2, 3 … in commit
 * order, without holes. The initial snapshot takes one too.
 *
 * @param value 0 ({@link #NONE}, before any history) or more
 */
public record Sequence(long value) implements Comparable<Sequence> {

  /** Before any history: the lower bound of the first full backup. */
  public static final Sequence NONE = new Sequence(0);

  public static final Sequence FIRST = new Sequence(1);

  public Sequence {
    if (value < 0) {
      throw new IllegalArgumentException("a sequence is 0 or more, not " + value);
    }
  }

  public static Sequence of(long value) {
    return new Sequence(value);
  }

  public Sequence next() {
    return new Sequence(value + 1);
  }

  /**
   * @throws IllegalArgumentException before {@link #NONE} there is nothing
   */
  public Sequence previous() {
    return new Sequence(value - 1);
  }

  public boolean isAfter(Sequence other) {
    return value > other.value;
  }

  public boolean isBefore(Sequence other) {
    return value < other.value;
  }

  @Override
  public int compareTo(Sequence other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
