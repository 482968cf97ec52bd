package dev.tidemark.schemas.change;

/**
 * A change's place in history.
 *
 * @param sequence the transaction it belongs to
 * @param order its place inside that transaction, counting from 0
 */
public record ChangeId(Sequence sequence, long order) implements Comparable<ChangeId> {

  public ChangeId {
    if (order < 0) {
      throw new IllegalArgumentException("an order is 0 or more, not " + order);
    }
  }

  public static ChangeId of(long sequence, long order) {
    return new ChangeId(Sequence.of(sequence), order);
  }

  public boolean isAfter(ChangeId other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(ChangeId other) {
    int bySequence = sequence.compareTo(other.sequence);
    return bySequence != 0 ? bySequence : Long.compare(order, other.order);
  }

  @Override
  public String toString() {
    return sequence + "/" + order;
  }
}
