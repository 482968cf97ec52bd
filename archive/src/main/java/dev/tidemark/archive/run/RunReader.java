package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run from its first version to its last, one block in memory at a time. Key and row are
 * slices of the block (a short key is made whole beside it), valid until the next {@link
 * #advance()}. Checks the order as it goes and, at the end, that size, number of rows and SHA-256
 * are what the manifest says. Not for sharing between threads.
 */
public final class RunReader implements AutoCloseable {

  private final StoredRun run;
  private final ContainerReader container;
  private final RowSchema schema;
  private final RunOrder order;
  private final @Nullable ShortKeys shortKeys;
  private final AvroInput input = new AvroInput();
  private long restOfBlock;

  private long sequence;
  private long orderInSequence;
  private int[] unchanged = {};
  private byte[] keyBuffer = {};
  private int keyOffset;
  private int keyLength;
  private int rowOffset;
  private int rowLength;
  private boolean tombstone;

  private RunReader(StoredRun run, ContainerReader container, RunSchema schema) {
    this.run = run;
    this.container = container;
    this.schema = schema.rows();
    this.order = new RunOrder(schema.rows(), run.file().role());
    this.shortKeys = schema.hasShortKeys() ? new ShortKeys() : null;
  }

  /** Opens a run that is read alone. */
  public static RunReader open(Storage storage, StoredRun run) {
    return open(storage, run, new RunSchemas());
  }

  /**
   * Opens a run and checks that it is the one the manifest means.
   *
   * @param schemas those of the runs that are read with it
   * @throws DamagedFileException it is not
   * @throws dev.tidemark.archive.storage.MissingFileException there is no such file
   * @throws dev.tidemark.archive.storage.UnknownFormatException a later version wrote it
   */
  public static RunReader open(Storage storage, StoredRun run, RunSchemas schemas) {
    ContainerReader container =
        ContainerReader.open(storage, run.path(), run.file().content(), RunHeader.HIGHEST);
    try {
      return new RunReader(run, container, RunHeader.check(run, container, schemas));
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /**
   * Goes to the next version.
   *
   * @return false after the last one
   * @throws DamagedFileException what is there is not what was written
   */
  public boolean advance() {
    if (restOfBlock == 0) {
      order.beforeNextBlock();
      restOfBlock = container.nextBlock(input);
      if (restOfBlock == 0) {
        return false;
      }
    }
    try {
      readVersion();
    } catch (MalformedBytesException e) {
      throw new DamagedFileException(path(), "a version cannot be read", e);
    }
    restOfBlock--;
    return true;
  }

  /** From the storage's root. */
  public String path() {
    return run.path();
  }

  public RunFile file() {
    return run.file();
  }

  /** Of all rows in this run; one object for all runs of this schema that are read together. */
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

  /** What the row is a slice of. */
  public byte[] buffer() {
    return input.array();
  }

  /** What the key is a slice of. */
  public byte[] keyBuffer() {
    return keyBuffer;
  }

  public int keyOffset() {
    return keyOffset;
  }

  public int keyLength() {
    return keyLength;
  }

  public RowSlice key() {
    return new RowSlice(keyBuffer, keyOffset, keyLength);
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
    container.close();
  }

  private void readVersion() {
    sequence = input.readLong();
    orderInSequence = input.readLong();
    keyLength = input.readInt();
    rowLength = input.readInt();
    unchanged = input.readInts();
    keyBuffer = input.array();
    keyOffset = input.position();
    input.skip(keyLength);
    tombstone = input.readInt() == 0;
    rowOffset = input.position();
    input.skip(rowLength);
    if (shortKeys != null) {
      makeKeyWhole(shortKeys);
    }
    String disorder = order.follows(sequence, orderInSequence, keyBuffer, keyOffset, keyLength);
    if (!disorder.isEmpty()) {
      throw new DamagedFileException(path(), disorder);
    }
    if (restOfBlock == 1 && input.hasRemaining()) {
      throw new DamagedFileException(path(), "a block holds more than its versions");
    }
  }

  private void makeKeyWhole(ShortKeys keys) {
    RowSlice whole = keys.next(key(), tombstone || unchanged.length > 0 ? null : row());
    keyBuffer = whole.array();
    keyOffset = whole.offset();
    keyLength = whole.length();
  }
}
