package dev.tidemark.archive.plan;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import java.time.Instant;

/** What a person asks for. */
public sealed interface RestorePoint {

  /** Every transaction before the first, in log order, whose commit time is after this. */
  record AtTime(Instant time) implements RestorePoint {}

  /** Everything up to this sequence. */
  record AtSequence(Sequence sequence) implements RestorePoint {}

  /**
   * Everything up to a transaction of the source.
   *
   * @param before without the transaction itself
   */
  record AtTransaction(TransactionId transaction, boolean before) implements RestorePoint {}

  /** Every transaction whose commit ends at or before this place of the source's log. */
  record AtPosition(SourcePosition position) implements RestorePoint {}

  /** Every transaction before the one that wrote this record of a table's topic. */
  record AtOffset(TableId table, int partition, long offset) implements RestorePoint {}

  /** Everything committed before a marker was written. */
  record AtMarker(String name) implements RestorePoint {}

  /** Everything the archive has. */
  record Latest() implements RestorePoint {}
}
