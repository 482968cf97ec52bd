package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import java.time.Instant;

/**
 * The transaction an event comes from.
 *
 * @param transaction the source's id, or {@link TransactionId#SNAPSHOT}
 * @param position where it begins in the source's log; for a snapshot, the slot's consistent point.
 *     The end of its commit is not known yet while its changes arrive: that is on the timeline
 * @param time its commit time, in microseconds
 */
public record Origin(TransactionId transaction, SourcePosition position, Instant time) {

  boolean isSnapshot() {
    return transaction.equals(TransactionId.SNAPSHOT);
  }
}
