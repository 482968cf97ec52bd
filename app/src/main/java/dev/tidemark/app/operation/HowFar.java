package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Instant;

/** Places in a history, as people read them: {@code 2026-11-22T07:15:00Z (sequence 42)}. */
final class HowFar {

  private HowFar() {}

  static String of(Boundary boundary) {
    return of(boundary.time(), boundary.sequence());
  }

  static String of(Checkpoint checkpoint) {
    return of(checkpoint.time(), checkpoint.last());
  }

  private static String of(Instant time, Sequence sequence) {
    return time + " (sequence " + sequence + ")";
  }
}
