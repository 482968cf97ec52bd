package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * The entries of one backup's timeline, in order, one block in memory at a time. Whether the file
 * is whole is known at its end: {@link #hasNext()} throws there when it is not.
 */
final class StoredTimeline implements Iterator<TimelineEntry>, AutoCloseable {

  private final String path;
  private final Storage storage;
  private final TimelineFile file;
  private final DataFileStream<GenericRecord> avro;
  private long entries;

  private StoredTimeline(
      String path, Storage storage, TimelineFile file, DataFileStream<GenericRecord> avro) {
    this.path = path;
    this.storage = storage;
    this.file = file;
    this.avro = avro;
  }

  static StoredTimeline open(Storage storage, String path, TimelineFile file) {
    InputStream in = storage.open(path, 0);
    try {
      DataFileStream<GenericRecord> avro =
          new DataFileStream<>(
              in,
              new GenericDatumReader<>(TimelineEntryCodec.schema(), TimelineEntryCodec.schema()));
      String format = avro.getMetaString(TimelineWriter.FORMAT_KEY);
      if (!Integer.toString(TimelineWriter.FORMAT).equals(format)) {
        throw new UnknownFormatException(path, String.valueOf(format), TimelineWriter.FORMAT);
      }
      return new StoredTimeline(path, storage, file, avro);
    } catch (IOException | AvroRuntimeException | UnknownFormatException e) {
      closeAfter(e, in);
      throw e instanceof UnknownFormatException unknown
          ? unknown
          : new DamagedFileException(path, "its header cannot be read", e);
    }
  }

  @Override
  public boolean hasNext() {
    try {
      if (avro.hasNext()) {
        return true;
      }
    } catch (AvroRuntimeException e) {
      throw new DamagedFileException(path, "a block cannot be read", e);
    }
    if (entries != file.entries()) {
      throw new DamagedFileException(
          path, "it has " + entries + " entries where the manifest has " + file.entries());
    }
    return false;
  }

  @Override
  public TimelineEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      TimelineEntry entry = TimelineEntryCodec.fromAvro(avro.next());
      entries++;
      return entry;
    } catch (AvroRuntimeException e) {
      throw new DamagedFileException(path, "an entry cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      avro.close();
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  private static void closeAfter(Exception e, InputStream in) {
    try {
      in.close();
    } catch (IOException closing) {
      e.addSuppressed(closing);
    }
  }
}
