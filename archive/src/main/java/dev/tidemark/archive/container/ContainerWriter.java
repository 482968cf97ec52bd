package dev.tidemark.archive.container;

import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that are encoded already. Full blocks are written behind the caller's back: what
 * fails then is thrown by a later call, at the latest by {@link #commit()}. Holds some blocks, of
 * which one at most has records larger than usual. Not for sharing between threads.
 */
public final class ContainerWriter implements AutoCloseable {

  /** The version of the format, among a file's metadata. */
  public static final String FORMAT_KEY = "tidemark.format";

  /** Of files of which their metadata say no other. */
  private static final String FIRST = "1";

  private final String path;
  private final String place;
  private final BlockOutput out;
  private Block block = Block.small();

  /** Null until a block is full: many files have none. */
  private @Nullable WriteBehind behind;

  private long records;

  /** Why it is not known whether the block was handed over. */
  private @Nullable StorageException interruption;

  private ContainerWriter(String path, String place, BlockOutput out) {
    this.path = path;
    this.place = place;
    this.out = out;
  }

  /**
   * Begins a file.
   *
   * @param metadata of its header, beside schema and codec; its format, if that is not the first
   * @param level of zstandard, 1 to 22; another gives other bytes from the same records
   * @param identity what no other file of the archive has: the sync marker is made of it
   */
  public static ContainerWriter create(
      Storage storage,
      String path,
      Schema schema,
      SortedMap<String, String> metadata,
      int level,
      String identity) {
    byte[] digest = Sha256.newDigest().digest(identity.getBytes(StandardCharsets.UTF_8));
    byte[] marker = Arrays.copyOf(digest, DataFileConstants.SYNC_SIZE);
    String place = storage.toString();
    StorageWriter file = storage.create(path);
    try {
      BlockOutput out = new BlockOutput(path, place, file, level, marker);
      writeHeader(schema, metadata, level, marker, out);
      return new ContainerWriter(path, place, out);
    } catch (IOException e) {
      file.close();
      throw StorageException.of("write", path, place, e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void writeHeader(
      Schema schema, SortedMap<String, String> metadata, int level, byte[] marker, BlockOutput out)
      throws IOException {
    // Not closed: the blocks, which come after the header, are written without it.
    DataFileWriter<Object> avro = new DataFileWriter<>(new GenericDatumWriter<>());
    avro.setCodec(CodecFactory.zstandardCodec(level, true, true));
    avro.setMeta(FORMAT_KEY, FIRST);
    metadata.forEach(avro::setMeta);
    avro.create(schema, out, marker).flush();
  }

  /**
   * @throws StorageException this or an earlier block could not be written, or the thread was
   *     interrupted: then nothing can be appended or committed any more
   * @throws IllegalStateException that was so before
   */
  public void append(byte[] record, int offset, int length) {
    requireWhole();
    block.add(record, offset, length);
    records++;
    if (block.isFull()) {
      writeBehind();
    }
  }

  private void writeBehind() {
    WriteBehind writer = behind;
    if (writer == null) {
      writer = WriteBehind.start(out);
      behind = writer;
    }
    try {
      Block empty = writer.exchange(block);
      block = empty == null ? Block.whole() : empty;
    } catch (InterruptedException e) {
      interruption = interrupted(e);
      throw interruption;
    }
  }

  private void requireWhole() {
    if (interruption != null) {
      throw new IllegalStateException("a block was broken off", interruption);
    }
  }

  private StorageException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException("interrupted");
    interrupted.initCause(cause);
    return StorageException.of("write", path, place, interrupted);
  }

  /** Bytes so far, without those of blocks that are not written yet. */
  public long bytes() {
    return out.bytes();
  }

  /**
   * Makes the file durable and visible. Nothing may be appended after it.
   *
   * @throws StorageException it could not be written, or the thread was interrupted
   * @throws IllegalStateException the thread was interrupted in {@link #append}
   */
  public Content commit() {
    requireWhole();
    WriteBehind writer = behind;
    if (writer != null) {
      try {
        writer.end();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    if (block.records() > 0) {
      out.write(block);
    }
    return out.commit(records);
  }

  /** Without {@link #commit()} nothing is left of the file. */
  @Override
  public void close() {
    if (behind != null) {
      behind.abort();
    }
    out.close();
  }
}
