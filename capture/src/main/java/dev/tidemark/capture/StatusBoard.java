package dev.tidemark.capture;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Obscurity;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import java.util.Set;
import java.util.stream.Collectors;
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
            status.members(),
            checkpoint.obscured().stream().map(Obscurity::table).collect(Collectors.toSet()),
            status.snapshotRows(),
            status.error());
  }

  /** The tables that the collection has where capture has come to. */
  synchronized void members(Set<TableId> members) {
    status =
        new CaptureStatus(
            status.state(),
            status.captured(),
            status.time(),
            members,
            status.unread(),
            status.snapshotRows(),
            status.error());
  }

  /** History was lost: what was captured after it is as good as not there. */
  synchronized void gap(Checkpoint at, Gap gap, String error) {
    boolean isLost = at.last().isAfter(gap.sequence()) && !at.checked().equals(gap.sequence());
    status =
        new CaptureStatus(
            CaptureState.GAP,
            gap.sequence(),
            isLost || gap.sequence().value() == 0 ? null : at.time(),
            status.members(),
            status.unread(),
            status.snapshotRows(),
            error);
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
    status =
        new CaptureStatus(
            state,
            status.captured(),
            status.time(),
            status.members(),
            status.unread(),
            rows,
            error);
  }

  private static String text(Throwable error) {
    if (error instanceof ProblemException problem) {
      return problem.getMessage() + ". " + problem.hint();
    }
    String message = error.getMessage();
    return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
