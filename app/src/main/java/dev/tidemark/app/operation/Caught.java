package dev.tidemark.app.operation;

import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.Optional;

/** How waiting for capture ended. */
sealed interface Caught {

  /** The boundary to go on with. */
  Checkpoint end();

  /** What is not known to be captured, and why, as a sentence; empty when all of it is. */
  Optional<String> shortfall();

  /**
   * Capture came as far as was asked.
   *
   * @param end at or behind that
   */
  record Up(Checkpoint end) implements Caught {
    @Override
    public Optional<String> shortfall() {
      return Optional.empty();
    }
  }

  /**
   * The source answers, but capture did not come as far in time.
   *
   * @param end as far as it is
   * @param why for people, as the end of a sentence that says how far it is
   */
  record Behind(Checkpoint end, String why) implements Caught {
    @Override
    public Optional<String> shortfall() {
      return Optional.of(
          "capture has not come as far as what was committed before this command: it is at "
              + HowFar.of(end)
              + why);
    }
  }

  /**
   * The source was not to be asked, so nobody knows what is newest.
   *
   * @param end as far as capture is
   */
  record Unasked(Checkpoint end, ProblemException why) implements Caught {
    @Override
    public Optional<String> shortfall() {
      return Optional.of(why.getMessage() + ": capture is at " + HowFar.of(end));
    }
  }
}
