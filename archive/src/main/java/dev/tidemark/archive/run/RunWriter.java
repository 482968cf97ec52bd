package dev.tidemark.archive.run;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run, whose versions the caller gives in order. Holds one block and the largest row; rows
 * are copied, never decoded. Not for sharing between threads.
 */
public final class RunWriter implements AutoCloseable {

  private static final int[] ALL_CHANGED = {};

  /** Part of the format in so far as the same input must give the same bytes. */
  private static final int ZSTD_LEVEL = 3;

  private static final int BLOCK_BYTES = 64 * 1024;

  private final RunName name;
  private final String path;
  private final Storage storage;
  private final StorageWriter file;
  private final CountingStream counter;
  private final DataFileWriter<Object> avro;
  private final RunProgress progress;
  private final AvroOutput record = new AvroOutput();

  private RunWriter(
      RunName name,
      String path,
      Storage storage,
      StorageWriter file,
      CountingStream counter,
      DataFileWriter<Object> avro,
      RunProgress progress) {
    this.name = name;
    this.path = path;
    this.storage = storage;
    this.file = file;
    this.counter = counter;
    this.avro = avro;
    this.progress = progress;
  }

  /**
   * Begins a run.
   *
   * @param directory the backup's directory, from the storage's root
   */
  public static RunWriter create(
      Storage storage, String directory, RunName name, RowSchema schema) {
    String path = directory + "/" + name.path();
    StorageWriter file = storage.create(path);
    CountingStream counter = new CountingStream(file);
    try {
      DataFileWriter<Object> avro = new DataFileWriter<>(new GenericDatumWriter<>());
      avro.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL, true, true));
      avro.setSyncInterval(BLOCK_BYTES);
      avro.setMeta(RunFormat.FORMAT, Integer.toString(RunFormat.VERSION));
      avro.setMeta(RunFormat.ROLE, name.role().word());
      avro.setMeta(RunFormat.TABLE, name.table().toString());
      avro.setMeta(RunFormat.PARTITION, Integer.toString(name.partition()));
      avro.create(VersionSchema.of(schema), counter, name.syncMarker());
      RunProgress progress = new RunProgress(name, schema);
      return new RunWriter(name, path, storage, file, counter, avro, progress);
    } catch (IOException e) {
      file.close();
      throw StorageException.of("write", path, storage.toString(), e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Adds a row. Sequence and order are naked numbers here, as in the reader, because there is no
   * object per version.
   *
   * @param unchanged ascending positions of fields whose values are those of the next older version
   * @throws IllegalArgumentException it does not come after the version before, or the run's role
   *     does not allow it
   */
  public void append(long sequence, long order, RowSlice key, int[] unchanged, RowSlice row) {
    if (unchanged.length > 0 && name.role() == RunRole.BASE) {
      throw new IllegalArgumentException("a base holds rows with all their values");
    }
    write(sequence, order, key, unchanged, row);
  }

  /** Adds the absence of a row: it was deleted. */
  public void appendTombstone(long sequence, long order, RowSlice key) {
    if (name.role() == RunRole.BASE) {
      throw new IllegalArgumentException("a base holds rows that are there");
    }
    write(sequence, order, key, ALL_CHANGED, null);
  }

  /** Versions so far. */
  public long rows() {
    return progress.rows();
  }

  /** Bytes written so far; those of the open block are not among them. */
  public long bytes() {
    return counter.bytes();
  }

  /** Makes the run durable and visible. Nothing may be appended after it. */
  public RunFile commit() {
    try {
      avro.flush();
    } catch (IOException e) {
      throw StorageException.of("write", path, storage.toString(), e);
    }
    file.commit();
    return progress.finished(counter.bytes(), counter.sha256());
  }

  /** Without {@link #commit()} nothing is left of the run. */
  @Override
  public void close() {
    file.close();
  }

  private void write(
      long sequence, long order, RowSlice key, int[] unchanged, @Nullable RowSlice row) {
    progress.next(sequence, order, key);
    record.reset();
    record.writeLong(sequence);
    record.writeLong(order);
    record.writeInt(key.length());
    record.writeInt(row == null ? 0 : row.length());
    record.writeInts(unchanged);
    record.writeRaw(key.array(), key.offset(), key.length());
    record.writeInt(row == null ? 0 : 1);
    if (row != null) {
      record.writeRaw(row.array(), row.offset(), row.length());
    }
    try {
      avro.appendEncoded(ByteBuffer.wrap(record.array(), 0, record.size()));
    } catch (IOException e) {
      throw StorageException.of("write", path, storage.toString(), e);
    }
  }
}
