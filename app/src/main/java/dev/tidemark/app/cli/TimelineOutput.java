package dev.tidemark.app.cli;

import dev.tidemark.schemas.timeline.TimelineEntry;

/** Prints entries of a timeline as they come: a history may be longer than memory. */
interface TimelineOutput extends AutoCloseable {

  void print(TimelineEntry entry);

  @Override
  void close();
}
