package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.function.Consumer;

/** Reads a collection's timeline from a storage alone. */
public final class ReadStoredTimeline {

  private final StoredCollections stored;

  public ReadStoredTimeline(StoredCollections stored) {
    this.stored = stored;
  }

  /**
   * Gives every entry once, in order.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the storage has no backup of it
   */
  public void run(CollectionName name, Consumer<TimelineEntry> sink) {
    ReadTimeline.archived(stored.archive(name), sink);
  }
}
