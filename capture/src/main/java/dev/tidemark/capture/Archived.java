package dev.tidemark.capture;

import dev.tidemark.capture.publish.Covered;
import java.util.Optional;

/**
 * What backups have of a collection. Capture does not see them; it asks when something is gone from
 * its log, for what a backup has is no loss.
 */
@FunctionalInterface
public interface Archived {

  /** For a collection that has no backups. */
  Archived NOTHING = Optional::empty;

  /**
   * Where the newest backup ends; empty when there is none.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the archive cannot be read now
   */
  Optional<Covered> newest();
}
