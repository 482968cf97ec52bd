package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import java.time.Instant;
import java.util.Map;

/**
 * What the source sends, in the order in which it committed: Begin, its changes, End; and again.
 */
public sealed interface SourceEvent {

  /**
   * @param position where its changes begin in the source's log
   * @param time its commit time
   */
  record Begin(TransactionId transaction, SourcePosition position, Instant time)
      implements SourceEvent {}

  /** A change inside a transaction. */
  record Changed(RowChange change) implements SourceEvent {}

  /** A logical message of Tidemark's own: a heartbeat or a marker. */
  record Message(String content) implements SourceEvent {}

  /**
   * @param position the end of its commit: reading from here, nothing of it is sent again
   * @param events how many changes and messages it had, by the source's own count
   * @param eventsByTable the same for each table, by its unquoted name {@code schema.table}
   */
  record End(
      TransactionId transaction,
      SourcePosition position,
      Instant time,
      long events,
      Map<String, Long> eventsByTable)
      implements SourceEvent {}
}
