package dev.tidemark.capture.event;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.timeline.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The log that keeps events. What is appended lasts from the next {@link #commit} on, all of it or
 * nothing, together with the checkpoint.
 */
public interface EventLog {

  /** A schema that the events after it need. */
  void schema(SchemaRecord schema);

  void append(EncodedEvent event);

  /**
   * How a table was when it was last looked at: kept for the next start, in place of what was kept
   * before.
   *
   * @param state null to keep nothing
   */
  void state(TableId table, @Nullable String state);

  /**
   * Which source the events come from, as far as the next start has to know: kept in the same way.
   */
  void source(String source);

  /**
   * The event of this table and key was committed before a crash, in its transaction's first part.
   */
  void repeat(TableId table, byte[] key);

  /** All events since the last seal are this transaction's, and there are no more of it. */
  void seal(Sequence sequence);

  /**
   * Commits, with the checkpoint whose offsets this fills in.
   *
   * @return the checkpoint as written
   */
  Checkpoint commit(Checkpoint checkpoint);
}
