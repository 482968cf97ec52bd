package dev.tidemark.archive.run;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;

/**
 * Reads a run from its first version to its last, one block in memory at a time. Key and row are
 * slices of the block, valid until the next {@link #advance()}. Checks the order as it goes and, at
 * the end, that size, number of rows and SHA-256 are what the manifest says. Not for sharing
 * between threads.
 */
public final class RunReader implements AutoCloseable {

  private final String path;
  private final Storage storage;
  private final RunFile file;
  private final DigestingStream in;
  private final DataFileStream<Object> avro;
  private final RowSchema schema;
  private final RunOrder order;
  private final AvroInput input = new AvroInput();
  private long restOfBlock;
  private long rows;

  private long sequence;
  private long orderInSequence;
  private int[] unchanged = {};
  private int keyOffset;
  private int keyLength;
  private int rowOffset;
  private int rowLength;
  private boolean tombstone;

  RunReader(
      String path,
      Storage storage,
      RunFile file,
      DigestingStream in,
      DataFileStream<Object> avro,
      RowSchema schema) {
    this.path = path;
    this.storage = storage;
    this.file = file;
    this.in = in;
    this.avro = avro;
    this.schema = schema;
    this.order = new RunOrder(schema, file.role());
  }

  /**
   * Opens a run and checks that it is the one the manifest means.
   *
   * @throws DamagedFileException it is not
   * @throws dev.tidemark.archive.storage.MissingFileException there is no such file
   * @throws dev.tidemark.archive.storage.UnknownFormatException a later version wrote it
   */
  public static RunReader open(Storage storage, StoredRun run) {
    return RunOpening.open(storage, run.path(), run.file());
  }

  /**
   * Goes to the next version.
   *
   * @return false after the last one
   * @throws DamagedFileException what is there is not what was written
   */
  public boolean advance() {
    try {
      while (restOfBlock == 0) {
        if (!avro.hasNext()) {
          checkEnd();
          return false;
        }
        nextBlock();
      }
      readVersion();
      restOfBlock--;
      rows++;
      return true;
    } catch (MalformedBytesException | AvroRuntimeException e) {
      throw damaged(e);
    } catch (IOException e) {
      // A broken block shows as an error of the codec; a broken disk looks the same from here.
      throw damaged(e);
    }
  }

  public String path() {
    return path;
  }

  public RunFile file() {
    return file;
  }

  /** Of all rows in this run. */
  public RowSchema schema() {
    return schema;
  }

  public long sequence() {
    return sequence;
  }

  public long order() {
    return orderInSequence;
  }

  /** Ascending positions of fields whose values are those of the next older version. */
  public int[] unchanged() {
    return unchanged;
  }

  /** What key and row are slices of. */
  public byte[] buffer() {
    return input.array();
  }

  public int keyOffset() {
    return keyOffset;
  }

  public int keyLength() {
    return keyLength;
  }

  public RowSlice key() {
    return new RowSlice(buffer(), keyOffset, keyLength);
  }

  /** The row was deleted. */
  public boolean isTombstone() {
    return tombstone;
  }

  public int rowOffset() {
    return rowOffset;
  }

  public int rowLength() {
    return rowLength;
  }

  /**
   * @throws NoSuchElementException the row was deleted
   */
  public RowSlice row() {
    if (tombstone) {
      throw new NoSuchElementException("a deleted row");
    }
    return new RowSlice(buffer(), rowOffset, rowLength);
  }

  @Override
  public void close() {
    try {
      avro.close();
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  private void nextBlock() throws IOException {
    order.beforeNextBlock();
    ByteBuffer block = avro.nextBlock();
    input.reset(block.array(), block.arrayOffset() + block.position(), block.remaining());
    restOfBlock = avro.getBlockCount();
  }

  private void readVersion() {
    sequence = input.readLong();
    orderInSequence = input.readLong();
    keyLength = input.readInt();
    rowLength = input.readInt();
    unchanged = input.readInts();
    keyOffset = input.position();
    input.skip(keyLength);
    tombstone = input.readInt() == 0;
    rowOffset = input.position();
    input.skip(rowLength);
    String disorder = order.follows(sequence, orderInSequence, input.array(), keyOffset, keyLength);
    if (!disorder.isEmpty()) {
      throw new DamagedFileException(path, disorder);
    }
    if (restOfBlock == 1 && input.hasRemaining()) {
      throw new DamagedFileException(path, "a block holds more than its versions");
    }
  }

  private void checkEnd() throws IOException {
    in.readToEnd();
    if (rows != file.rows()) {
      throw new DamagedFileException(
          path, "it has " + rows + " versions where the manifest has " + file.rows());
    }
    if (in.bytes() != file.bytes() || !in.sha256().equals(file.sha256())) {
      throw new DamagedFileException(path, "its SHA-256 is not the one in the manifest");
    }
  }

  private DamagedFileException damaged(Exception e) {
    return new DamagedFileException(path, "a block cannot be read", e);
  }
}
