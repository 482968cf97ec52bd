package dev.tidemark.app.operation;

import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.schemas.timeline.Checkpoint;

/** Where a restore point is. */
sealed interface Found {

  /** The point in words that the archive knows, or will know. */
  RestorePoint point();

  /**
   * In the archive, or nowhere: the archive says which, and why.
   *
   * @param point as it was asked for, or the sequence that it means
   */
  record InArchive(RestorePoint point) implements Found {}

  /**
   * Behind the last backup, in what is captured.
   *
   * @param resolution what the point means there: the archive, once it has it, may not be able to
   *     tell, for between the last commit and {@code end} nothing happened
   * @param end a boundary at or behind the point, for an incremental
   */
  record InCaptured(Resolution.Resolved resolution, Checkpoint end, Deployment deployment)
      implements Found {

    @Override
    public RestorePoint point() {
      return new RestorePoint.AtSequence(resolution.sequence());
    }
  }
}
