package dev.tidemark.archive.container;

import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.schemas.row.AvroOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.ZstandardCodec;

/**
 * Compresses blocks, digests what becomes of them, and writes it to a file. For one thread at a
 * time.
 */
final class BlockOutput extends OutputStream {

  private final String path;
  private final String place;
  private final StorageWriter file;
  private final ZstandardCodec codec;
  private final byte[] marker;
  private final MessageDigest digest = Sha256.newDigest();
  private final AvroOutput header = new AvroOutput(32);

  private long written;

  /** The same, for others than the thread that writes. */
  private volatile long bytes;

  /**
   * @param marker behind every block
   */
  BlockOutput(String path, String place, StorageWriter file, int level, byte[] marker) {
    this.path = path;
    this.place = place;
    this.file = file;
    this.codec = new ZstandardCodec(level, true, true);
    this.marker = marker;
  }

  long bytes() {
    return bytes;
  }

  void write(Block block) {
    ByteBuffer compressed;
    try {
      compressed = codec.compress(ByteBuffer.wrap(block.content().array(), 0, block.size()));
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
    header.reset();
    header.writeLong(block.records());
    header.writeLong(compressed.remaining());
    write(header.array(), 0, header.size());
    write(
        compressed.array(),
        compressed.arrayOffset() + compressed.position(),
        compressed.remaining());
    write(marker, 0, DataFileConstants.SYNC_SIZE);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    file.write(source, offset, length);
    digest.update(source, offset, length);
    written += length;
    bytes = written;
  }

  /** Makes the file durable and visible; once, at the end. */
  Content commit(long records) {
    file.commit();
    return new Content(written, records, Sha256.ofDigest(digest.digest()));
  }

  @Override
  public void close() {
    file.close();
  }
}
