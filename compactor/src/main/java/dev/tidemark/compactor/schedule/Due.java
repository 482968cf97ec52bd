package dev.tidemark.compactor.schedule;

import java.time.Instant;

/** What a policy asks for now. */
public sealed interface Due {

  /** A full: there is none yet, or the last one is old. */
  record Full() implements Due {}

  record Incremental() implements Due {}

  /**
   * @param until when to ask again
   */
  record Nothing(Instant until) implements Due {}
}
