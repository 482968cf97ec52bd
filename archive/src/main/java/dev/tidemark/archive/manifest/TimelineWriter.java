package dev.tidemark.archive.manifest;

import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryWriter;
import java.util.Collections;

/**
 * Writes a backup's timeline, entry by entry. The same entries for the same backup give the same
 * bytes. Not for sharing between threads.
 */
public final class TimelineWriter implements AutoCloseable {

  /**
   * Commits are so alike that a search which rows are not worth takes three tenths off them, for 4
   * µs of each; the next level finds no more.
   */
  private static final int ZSTD_LEVEL = 8;

  private final ContainerWriter container;
  private final AvroOutput record = new AvroOutput();
  private final TimelineEntryWriter entries = new TimelineEntryWriter(record);

  private TimelineWriter(ContainerWriter container) {
    this.container = container;
  }

  /**
   * @param identity what no other file of the archive has
   */
  static TimelineWriter create(Storage storage, String path, String identity) {
    return new TimelineWriter(
        ContainerWriter.create(
            storage,
            path,
            TimelineEntryWriter.schema(),
            Collections.emptySortedMap(),
            ZSTD_LEVEL,
            identity));
  }

  public void append(TimelineEntry entry) {
    record.reset();
    entries.write(entry);
    container.append(record.array(), 0, record.size());
  }

  /** Makes the timeline durable and visible. Nothing may be appended after it. */
  public TimelineFile commit() {
    Content content = container.commit();
    return new TimelineFile(content.bytes(), content.records(), content.sha256());
  }

  /** Without {@link #commit()} nothing is left of it. */
  @Override
  public void close() {
    container.close();
  }
}
