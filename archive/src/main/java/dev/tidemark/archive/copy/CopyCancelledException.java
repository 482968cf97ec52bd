package dev.tidemark.archive.copy;

import dev.tidemark.schemas.problem.ProblemException;

/** The copy was told to stop. */
public final class CopyCancelledException extends ProblemException {

  CopyCancelledException() {
    super(
        "the copy was stopped",
        "What was copied whole can be restored. Copy again to go on where it stopped.");
  }
}
