package dev.tidemark.capture;

import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import org.jspecify.annotations.Nullable;

/** Where a running capture says how it is doing. Safe for several threads. */
final class StatusBoard {

  private CaptureStatus status;

  StatusBoard(CaptureStatus first) {
    status = first;
  }

  synchronized CaptureStatus status() {
    return status;
  }

  synchronized void state(CaptureState state) {
    show(state, status.snapshotRows(), status.error());
  }

  synchronized void snapshotRows(long rows) {
    show(status.state(), rows, status.error());
  }

  synchronized void reached(Checkpoint checkpoint) {
    status =
        new CaptureStatus(
            status.state(),
            checkpoint.last(),
            checkpoint.last().value() == 0 ? null : checkpoint.time(),
            status.snapshotRows(),
            status.error());
  }

  void failed(CaptureState state, Throwable error) {
    failed(state, text(error));
  }

  synchronized void failed(CaptureState state, String error) {
    show(state, status.snapshotRows(), error);
  }

  synchronized void recovered() {
    show(status.state(), status.snapshotRows(), null);
  }

  private void show(CaptureState state, long rows, @Nullable String error) {
    status = new CaptureStatus(state, status.captured(), status.time(), rows, error);
  }

  private static String text(Throwable error) {
    if (error instanceof ProblemException problem) {
      return problem.getMessage() + ". " + problem.hint();
    }
    String message = error.getMessage();
    return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
