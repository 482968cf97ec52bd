package dev.tidemark.capture.event;

import java.util.Optional;

/** Whether a log still has what it must have. */
public interface LogHealth {

  /** One that loses nothing. */
  LogHealth SOUND =
      new LogHealth() {
        @Override
        public Optional<LogLoss> loss() {
          return Optional.empty();
        }

        @Override
        public void forgetTimeline() {
          throw new IllegalStateException("nothing was lost");
        }
      };

  /** What is missing now. May be asked from any thread. */
  Optional<LogLoss> loss();

  /** Removes all checkpoints so far, which cannot be read on from. */
  void forgetTimeline();
}
