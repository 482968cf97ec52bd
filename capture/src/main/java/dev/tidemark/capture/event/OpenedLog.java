package dev.tidemark.capture.event;

import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.List;
import java.util.Optional;

/**
 * A log of which this process is now the only writer.
 *
 * @param events to append to
 * @param last the last checkpoint that is durable; empty in a new log
 * @param states what was kept of each table
 * @param source what was kept of where the events come from, if anything
 * @param ends how far the log reaches, rows of a broken snapshot included
 * @param health whether it still has everything
 * @param closing gives up what is not committed, and lets go of the log
 */
public record OpenedLog(
    EventLog events,
    Optional<Checkpoint> last,
    List<String> states,
    Optional<String> source,
    OffsetMap ends,
    LogHealth health,
    Runnable closing)
    implements AutoCloseable {

  @Override
  public void close() {
    closing.run();
  }
}
