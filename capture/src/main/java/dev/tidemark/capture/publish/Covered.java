package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.OffsetMap;

/**
 * Up to where backups have a collection.
 *
 * @param sequence the last one
 * @param offsets how far every partition reached there
 */
public record Covered(Sequence sequence, OffsetMap offsets) {

  /** Nothing is backed up. */
  static final Covered NOTHING = new Covered(Sequence.NONE, OffsetMap.EMPTY);
}
