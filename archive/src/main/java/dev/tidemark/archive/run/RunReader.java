package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run from its first version to its last, one block in memory at a time. Key and row are
 * slices, of the block or made of what is in it, valid until the next {@link #advance()}. Checks
 * the order as it goes and, at the end, that size, number of rows and SHA-256 are what the manifest
 * says. Not for sharing between threads.
 */
public final class RunReader implements AutoCloseable {

  private final StoredRun run;
  private final ContainerReader container;
  private final RowSchema schema;
  private final RunOrder order;
  private final @Nullable ShortKeys shortKeys;
  private final VersionReader versions;

  private byte[] keyBuffer = {};
  private int keyOffset;
  private int keyLength;

  private RunReader(StoredRun run, ContainerReader container, RunSchema schema) {
    this.run = run;
    this.container = container;
    this.schema = schema.rows();
    this.order = new RunOrder(schema.rows(), run.file().role());
    this.versions =
        RunHeader.isGrouped(container)
            ? new GroupReader(container, schema)
            : new PlainReader(container);
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
    try {
      if (versions.isBlockOver()) {
        order.beforeNextBlock();
        if (!versions.nextBlock()) {
          return false;
        }
      }
      versions.next();
      checkVersion();
    } catch (MalformedBytesException e) {
      throw new DamagedFileException(path(), "a version cannot be read", e);
    }
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
    return versions.sequence;
  }

  public long order() {
    return versions.order;
  }

  /** Ascending positions of fields whose values are those of the next older version. */
  public int[] unchanged() {
    return versions.unchanged;
  }

  /** What the row is a slice of. */
  public byte[] buffer() {
    return versions.rowBuffer;
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
    return versions.tombstone;
  }

  public int rowOffset() {
    return versions.rowOffset;
  }

  public int rowLength() {
    return versions.rowLength;
  }

  /**
   * @throws NoSuchElementException the row was deleted
   */
  public RowSlice row() {
    if (versions.tombstone) {
      throw new NoSuchElementException("a deleted row");
    }
    return new RowSlice(buffer(), rowOffset(), rowLength());
  }

  @Override
  public void close() {
    container.close();
  }

  private void checkVersion() {
    if (shortKeys == null) {
      keyBuffer = versions.keyBuffer;
      keyOffset = versions.keyOffset;
      keyLength = versions.keyLength;
    } else {
      makeKeyWhole(shortKeys);
    }
    String disorder =
        order.follows(versions.sequence, versions.order, keyBuffer, keyOffset, keyLength);
    if (!disorder.isEmpty()) {
      throw new DamagedFileException(path(), disorder);
    }
    if (versions.hasExcess()) {
      throw new DamagedFileException(path(), "a block holds more than its versions");
    }
  }

  private void makeKeyWhole(ShortKeys keys) {
    RowSlice stored = new RowSlice(versions.keyBuffer, versions.keyOffset, versions.keyLength);
    boolean isWhole = !versions.tombstone && versions.unchanged.length == 0;
    RowSlice whole = keys.next(stored, isWhole ? row() : null);
    keyBuffer = whole.array();
    keyOffset = whole.offset();
    keyLength = whole.length();
  }
}
