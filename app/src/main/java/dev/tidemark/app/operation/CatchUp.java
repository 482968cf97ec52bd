package dev.tidemark.app.operation;

import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.capture.Sources;
import dev.tidemark.compactor.intake.TimelineReader;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Waits until capture has passed what was committed so far. A marker is written into the source's
 * log; when it comes out at the other end, so has everything before it.
 */
final class CatchUp {

  private final ProtectedTables collection;
  private final TimelineReader timeline;
  private final String marker;
  private final Listener listener;

  /**
   * @param marker a name nobody has used before
   */
  CatchUp(Deployment deployment, ProtectedTables collection, String marker, Listener listener) {
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

  /** A boundary behind everything that is committed now; see {@link #await}. */
  Optional<Checkpoint> awaitNow(Duration patience) {
    return await(this::holdsMarker, patience);
  }

  /**
   * A boundary at or behind the first checkpoint that will do.
   *
   * @return empty when the source cannot be reached, of which the listener is told, or when the
   *     patience ended first
   */
  Optional<Checkpoint> await(Predicate<Checkpoint> enough, Duration patience) {
    Sequence from = timeline.last().map(Checkpoint::last).orElse(Sequence.NONE);
    try {
      Sources.mark(collection.source(), marker);
    } catch (ProblemException e) {
      listener.note("the source cannot be asked what is newest: " + e.getMessage());
      return Optional.empty();
    }
    return timeline.awaitBoundary(from, enough, patience);
  }

  private boolean holdsMarker(Checkpoint checkpoint) {
    return checkpoint.entries().stream()
        .anyMatch(entry -> entry instanceof Marked marked && marked.name().equals(marker));
  }
}
