package dev.tidemark.compactor.source;

import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.function.Consumer;

/** The changes of a collection's tables. */
public interface ChangeSource {

  /**
   * Gives every committed change at or after {@code from} and before {@code to}, each partition's
   * in the order of its offsets; partitions may be mixed.
   */
  void read(OffsetMap from, OffsetMap to, Consumer<LoggedChange> sink);
}
