package dev.tidemark.archive.container;

import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;

/** Writes records that are encoded already. Holds one block. Not for sharing between threads. */
public final class ContainerWriter implements AutoCloseable {

  /** The version of the format, among a file's metadata. */
  public static final String FORMAT_KEY = "tidemark.format";

  /** Of files of which their metadata say no other. */
  private static final String FIRST = "1";

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int SYNC_MARKER_BYTES = 16;

  private final String path;
  private final String place;
  private final StorageWriter file;
  private final DigestingOutput out;
  private final DataFileWriter<Object> avro = new DataFileWriter<>(new GenericDatumWriter<>());
  private long records;

  private ContainerWriter(String path, String place, StorageWriter file) {
    this.path = path;
    this.place = place;
    this.file = file;
    this.out = new DigestingOutput(file);
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
    StorageWriter file = storage.create(path);
    try {
      ContainerWriter writer = new ContainerWriter(path, storage.toString(), file);
      writer.begin(schema, metadata, level, identity);
      return writer;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public void append(byte[] record, int offset, int length) {
    try {
      avro.appendEncoded(ByteBuffer.wrap(record, offset, length));
      records++;
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
  }

  /** Bytes so far, without those of the open block. */
  public long bytes() {
    return out.bytes;
  }

  /** Makes the file durable and visible. Nothing may be appended after it. */
  public Content commit() {
    try {
      avro.flush();
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
    file.commit();
    return new Content(out.bytes, records, Sha256.ofDigest(out.digest.digest()));
  }

  /** Without {@link #commit()} nothing is left of the file. */
  @Override
  public void close() {
    file.close();
  }

  private void begin(
      Schema schema, SortedMap<String, String> metadata, int level, String identity) {
    byte[] marker = Sha256.newDigest().digest(identity.getBytes(StandardCharsets.UTF_8));
    avro.setCodec(CodecFactory.zstandardCodec(level, true, true));
    avro.setSyncInterval(BLOCK_BYTES);
    avro.setMeta(FORMAT_KEY, FIRST);
    metadata.forEach(avro::setMeta);
    try {
      avro.create(schema, out, Arrays.copyOf(marker, SYNC_MARKER_BYTES));
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
  }

  /** Counts and digests what goes to the file. */
  private static final class DigestingOutput extends OutputStream {

    private final StorageWriter file;
    private final MessageDigest digest = Sha256.newDigest();
    private long bytes;

    private DigestingOutput(StorageWriter file) {
      this.file = file;
    }

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
