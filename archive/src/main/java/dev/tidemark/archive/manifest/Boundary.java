package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Instant;

/**
 * One end of what a backup covers: a checkpoint at which no transaction is written in part.
 *
 * @param sequence of the last transaction before it
 * @param time the source's time up to which everything committed is before it
 * @param position where the source's log is read from after it
 * @param offsets how far every partition reaches at it
 */
public record Boundary(
    Sequence sequence, Instant time, SourcePosition position, OffsetMap offsets) {

  /** Before any history: where a full begins. It has no time and no position to speak of. */
  public static final Boundary ORIGIN =
      new Boundary(Sequence.NONE, Instant.EPOCH, new SourcePosition("origin"), OffsetMap.EMPTY);
}
