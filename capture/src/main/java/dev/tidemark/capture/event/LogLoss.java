package dev.tidemark.capture.event;

import dev.tidemark.schemas.change.Sequence;

/**
 * That a log has lost something it had and no backup has.
 *
 * @param after the last sequence that backups have; {@link Sequence#NONE} without any
 * @param part what of it is lost
 * @param reason for people: what happened
 */
public record LogLoss(Sequence after, Part part, String reason) {

  /** A part of a log. */
  public enum Part {
    /** The order of everything: with it, the numbers that were given are forgotten. */
    TIMELINE,
    /** Changes, or what is needed to read them. */
    CHANGES
  }
}
