package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineRecordReader.Detail;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The timelines of several backups as one, each opened when the one before has ended. */
public final class TimelineReading implements Iterator<TimelineEntry>, AutoCloseable {

  private final Storage storage;
  private final Iterator<Manifest> backups;
  private final Detail detail;
  private @Nullable StoredTimeline open;

  TimelineReading(Storage storage, List<Manifest> backups, Detail detail) {
    this.storage = storage;
    this.detail = detail;
    this.backups = List.copyOf(backups).iterator();
  }

  /**
   * @throws dev.tidemark.archive.storage.DamagedFileException a timeline is not what was written
   */
  @Override
  public boolean hasNext() {
    while (open == null || !open.hasNext()) {
      close();
      if (!backups.hasNext()) {
        return false;
      }
      Manifest backup = backups.next();
      open = StoredTimeline.open(storage, backup.timelinePath(), backup.timeline(), detail);
    }
    return true;
  }

  @Override
  public TimelineEntry next() {
    if (!hasNext() || open == null) {
      throw new NoSuchElementException();
    }
    return open.next();
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
