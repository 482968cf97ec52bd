package dev.tidemark.archive.manifest;

import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineRecordWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a backup's timeline, entry by entry. The same entries for the same backup give the same
 * bytes. Not for sharing between threads.
 */
public final class TimelineWriter implements AutoCloseable {

  /** The first at which what was done to tables takes no more bytes than at any higher one. */
  private static final int ZSTD_LEVEL = 6;

  /** There is no 2: programs that know runs of it take it for one they know of timelines, too. */
  private static final String FORMAT = "3";

  private final ContainerWriter container;
  private final TimelineRecordWriter records;

  private TimelineWriter(ContainerWriter container) {
    this.container = container;
    this.records =
        new TimelineRecordWriter((record, length) -> container.append(record, 0, length));
  }

  /**
   * @param identity what no other file of the archive has
   */
  static TimelineWriter create(Storage storage, String path, String identity) {
    return new TimelineWriter(
        ContainerWriter.create(
            storage,
            path,
            TimelineRecordWriter.schema(),
            new TreeMap<>(Map.of(ContainerWriter.FORMAT_KEY, FORMAT)),
            ZSTD_LEVEL,
            identity));
  }

  public void append(TimelineEntry entry) {
    records.write(entry);
  }

  /** Makes the timeline durable and visible. Nothing may be appended after it. */
  public TimelineFile commit() {
    records.flush();
    Content content = container.commit();
    return new TimelineFile(content.bytes(), content.records(), content.sha256());
  }

  /** Without {@link #commit()} nothing is left of it. */
  @Override
  public void close() {
    container.close();
  }
}
