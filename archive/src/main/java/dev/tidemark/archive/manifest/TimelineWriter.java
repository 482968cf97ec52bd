package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes a backup's timeline, entry by entry. The same entries for the same backup give the same
 * bytes. Not for sharing between threads.
 */
public final class TimelineWriter implements AutoCloseable {

  static final String FORMAT_KEY = "tidemark.format";
  static final int FORMAT = 1;

  private static final int ZSTD_LEVEL = 3;
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int SYNC_MARKER_BYTES = 16;

  private final String path;
  private final Storage storage;
  private final StorageWriter file;
  private final MessageDigest digest = Sha256.newDigest();
  private final DataFileWriter<GenericRecord> avro =
      new DataFileWriter<>(
          new GenericDatumWriter<>(TimelineEntryCodec.schema(), new GenericData()));
  private long bytes;
  private long entries;

  private TimelineWriter(String path, Storage storage, StorageWriter file) {
    this.path = path;
    this.storage = storage;
    this.file = file;
  }

  /**
   * @param marked what the sync marker is made of
   */
  static TimelineWriter create(Storage storage, String path, String marked) {
    StorageWriter file = storage.create(path);
    TimelineWriter writer = new TimelineWriter(path, storage, file);
    try {
      writer.begin(marked);
      return writer;
    } catch (IOException e) {
      file.close();
      throw StorageException.of("write", path, storage.toString(), e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public void append(TimelineEntry entry) {
    try {
      avro.append(TimelineEntryCodec.toAvro(entry));
      entries++;
    } catch (IOException e) {
      throw StorageException.of("write", path, storage.toString(), e);
    }
  }

  /** Makes the timeline durable and visible. Nothing may be appended after it. */
  public TimelineFile commit() {
    try {
      avro.flush();
    } catch (IOException e) {
      throw StorageException.of("write", path, storage.toString(), e);
    }
    file.commit();
    return new TimelineFile(bytes, entries, Sha256.ofDigest(digest.digest()));
  }

  /** Without {@link #commit()} nothing is left of it. */
  @Override
  public void close() {
    file.close();
  }

  private void begin(String marked) throws IOException {
    byte[] marker = Sha256.newDigest().digest(marked.getBytes(StandardCharsets.UTF_8));
    avro.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL, true, true));
    avro.setSyncInterval(BLOCK_BYTES);
    avro.setMeta(FORMAT_KEY, Integer.toString(FORMAT));
    avro.create(
        TimelineEntryCodec.schema(), new Counting(), Arrays.copyOf(marker, SYNC_MARKER_BYTES));
  }

  /** Digests what goes to the file. */
  private final class Counting extends OutputStream {

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      file.write(source, offset, length);
      digest.update(source, offset, length);
      bytes += length;
    }
  }
}
