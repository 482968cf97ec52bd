package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import java.time.Instant;

/**
 * The transaction an event comes from.
 *
 * @param transaction the source's id, or {@link TransactionId#SNAPSHOT}
 * @param position the end of its commit
 * @param time its commit time, in microseconds
 */
public record Origin(TransactionId transaction, SourcePosition position, Instant time) {

  boolean isSnapshot() {
    return transaction.equals(TransactionId.SNAPSHOT);
  }
}
