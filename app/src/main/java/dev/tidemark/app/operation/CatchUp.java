package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.capture.Sources;
import dev.tidemark.compactor.intake.TimelineReader;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Waits until capture has passed what was committed so far. A marker is written into the source's
 * log; when it comes out at the other end, so has everything before it.
 */
final class CatchUp {

  private final Deployment deployment;
  private final ProtectedTables collection;
  private final TimelineReader timeline;
  private final String marker;
  private final Listener listener;

  /**
   * @param marker a name nobody has used before
   */
  CatchUp(Deployment deployment, ProtectedTables collection, String marker, Listener listener) {
    this.deployment = deployment;
    this.collection = collection;
    this.timeline = deployment.log(collection).timeline();
    this.marker = marker;
    this.listener = listener;
  }

  /**
   * The newest boundary there is now.
   *
   * @throws NothingCapturedException there is none yet
   */
  Checkpoint captured() {
    return timeline
        .newestBoundary()
        .orElseThrow(() -> new NothingCapturedException(collection.name()));
  }

  /** Waits for a boundary behind everything that is committed now. */
  Caught awaitNow(Duration patience) {
    return await(this::holdsMarker, patience);
  }

  /** Waits for a boundary at or behind the first checkpoint that will do. */
  Caught await(Predicate<Checkpoint> enough, Duration patience) {
    Sequence from = timeline.last().map(Checkpoint::last).orElse(Sequence.NONE);
    try {
      Sources.mark(deployment.capture(collection), marker);
    } catch (ProblemException e) {
      return new Caught.Unasked(captured(), e);
    }
    listener.progress("waiting for capture", 0, -1);
    return timeline
        .awaitBoundary(from, enough, canAdvance() ? patience : Duration.ZERO)
        .<Caught>map(Caught.Up::new)
        .orElseGet(() -> new Caught.Behind(captured(), why()));
  }

  /** Whether waiting may help at all. */
  private boolean canAdvance() {
    return deployment.home().hasServer() && status().state() != CollectionState.GAP;
  }

  private String why() {
    if (!deployment.home().hasServer()) {
      return ", and tidemark is not running on " + deployment.home().directory();
    }
    String error = status().error();
    return error == null ? "" : ", held up: " + error;
  }

  private CollectionStatus status() {
    return deployment.home().statusBoard().read(collection.name()).orElse(CollectionStatus.STOPPED);
  }

  private boolean holdsMarker(Checkpoint checkpoint) {
    return checkpoint.entries().stream()
        .anyMatch(entry -> entry instanceof Marked marked && marked.name().equals(marker));
  }
}
