package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Instant;

/**
 * Up to where backups have a collection.
 *
 * @param sequence the last one
 * @param time the source's time there
 * @param offsets how far every partition reached there
 */
public record Covered(Sequence sequence, Instant time, OffsetMap offsets) {

  /** Nothing is backed up. */
  static final Covered NOTHING = new Covered(Sequence.NONE, Instant.EPOCH, OffsetMap.EMPTY);
}
