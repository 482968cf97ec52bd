package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the history in which it is not known what a table was. Other tables are. For a table
 * that came into the collection it lasts from where it began to be read to where all of it is.
 *
 * @param after the last sequence before it
 * @param until the first sequence behind it; null when the backup ends inside
 * @param reason for people: what happened to the table; null for one that came into the collection
 */
public record ObscuredWindow(
    TableId table, Sequence after, @Nullable Sequence until, @Nullable String reason) {

  public ObscuredWindow {
    if (until != null && !until.isAfter(after)) {
      throw new IllegalArgumentException("a window over " + table + " ends before it begins");
    }
  }

  /** Whether the table is not known at a sequence. */
  public boolean covers(Sequence sequence) {
    return sequence.isAfter(after) && (until == null || sequence.isBefore(until));
  }

  /** The table came into the collection here; before, nothing was promised of it. */
  public boolean isJoining() {
    return reason == null;
  }

  /** The sequence with which a table began to be read. */
  public Sequence first() {
    return after.next();
  }

  /** Whether the table is known again at a sequence, or was before it. */
  public boolean endsUpTo(Sequence sequence) {
    return until != null && !sequence.isBefore(until);
  }

  public boolean isOpen() {
    return until == null;
  }

  public ObscuredWindow endingAt(Sequence sequence) {
    return new ObscuredWindow(table, after, sequence, reason);
  }
}
