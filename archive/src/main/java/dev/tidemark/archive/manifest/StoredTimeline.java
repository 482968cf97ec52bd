package dev.tidemark.archive.manifest;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryWriter;
import dev.tidemark.schemas.timeline.TimelineRecordReader;
import dev.tidemark.schemas.timeline.TimelineRecordReader.Detail;
import dev.tidemark.schemas.timeline.TimelineRecordWriter;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one backup's timeline, in order, one block in memory at a time. Whether the file
 * is whole is known at its end: {@link #hasNext()} throws there when it is not, and {@link
 * #close()} when nobody has read as far.
 */
final class StoredTimeline implements Iterator<TimelineEntry>, AutoCloseable {

  /** The highest version of the format that is read. */
  private static final int HIGHEST = 3;

  /** What this version writes, and so nearly every file begins with. */
  private static final String CURRENT = TimelineRecordWriter.schema().toString();

  /** That of format 1. Its records are among those of the current one, by the same bytes. */
  private static final String FIRST = TimelineEntryWriter.schema().toString();

  private final String path;
  private final ContainerReader container;
  private final AvroInput block = new AvroInput();
  private final @Nullable OtherEntries others;
  private final AvroInput record;
  private final TimelineRecordReader records;
  private long restOfBlock;

  private StoredTimeline(
      String path, ContainerReader container, @Nullable OtherEntries others, Detail detail) {
    this.path = path;
    this.container = container;
    this.others = others;
    this.record = others == null ? block : new AvroInput();
    this.records = new TimelineRecordReader(record, detail);
  }

  static StoredTimeline open(Storage storage, String path, TimelineFile file, Detail detail) {
    Content content = new Content(file.bytes(), file.records(), file.sha256());
    ContainerReader container = ContainerReader.open(storage, path, content, HIGHEST);
    try {
      return new StoredTimeline(path, container, others(container.schema()), detail);
    } catch (AvroRuntimeException e) {
      container.close();
      throw new DamagedFileException(path, "its schema cannot be read", e);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** What reads the records of a file with this schema; null when they are read as they are. */
  private static @Nullable OtherEntries others(String schema) {
    return schema.equals(CURRENT) || schema.equals(FIRST)
        ? null
        : new OtherEntries(new Schema.Parser().parse(schema));
  }

  @Override
  public boolean hasNext() {
    while (!records.hasNext()) {
      if (restOfBlock == 0 && !nextBlock()) {
        return false;
      }
      restOfBlock--;
      readRecord();
      if (record.hasRemaining() && (others != null || restOfBlock == 0)) {
        throw new DamagedFileException(path, "a block holds more than its entries");
      }
    }
    return true;
  }

  @Override
  public TimelineEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return records.next();
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private boolean nextBlock() {
    restOfBlock = container.nextBlock(block);
    if (others != null) {
      others.reset(block);
    }
    return restOfBlock > 0;
  }

  private void readRecord() {
    try {
      if (others != null) {
        others.next(record);
      }
      records.read();
    } catch (MalformedBytesException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | AvroRuntimeException
        | IOException e) {
      throw unreadable(e);
    }
  }

  private DamagedFileException unreadable(Exception e) {
    return new DamagedFileException(path, "an entry cannot be read", e);
  }

  /**
   * Reads on to the end, so that nothing is decided on entries of a file that is not whole.
   *
   * @throws DamagedFileException it is not
   */
  @Override
  public void close() {
    try (container) {
      long left;
      do {
        left = container.nextBlock(block);
      } while (left > 0);
    }
  }
}
