package dev.tidemark.compactor.source;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.function.Predicate;

/** The checkpoints of a collection, in order. */
public interface Timeline {

  /**
   * Gives the checkpoints from the first whose {@link Checkpoint#last()} is at or after {@code
   * from}, up to the newest there is now.
   *
   * @param sink answers whether it wants the next one
   */
  void read(Sequence from, Predicate<Checkpoint> sink);
}
