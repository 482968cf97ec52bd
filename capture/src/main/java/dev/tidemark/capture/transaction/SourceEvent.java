package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
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

  /** A change inside a transaction. An update may say, by the row before, that its key changed. */
  record Changed(RowChange change) implements SourceEvent {}

  /** A logical message of Tidemark's own: a heartbeat or a marker. */
  record Message(String content) implements SourceEvent {}

  /**
   * @param position the end of its commit: reading from here, nothing of it is sent again
   * @param arrived how many changes of each table arrived from the source, counted on arrival
   */
  record End(
      TransactionId transaction, SourcePosition position, Instant time, Map<TableId, Long> arrived)
      implements SourceEvent {
    public End {
      arrived = Map.copyOf(arrived);
    }
  }
}
