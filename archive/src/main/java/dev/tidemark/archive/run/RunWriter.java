package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.ShortKey;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run, whose versions the caller gives in order. Holds one block and the largest row; rows
 * are copied, and none of their values is decoded but integers. Not for sharing between threads.
 */
public final class RunWriter implements AutoCloseable {

  private static final int ZSTD_LEVEL = 3;

  private static final int[] ALL_CHANGED = {};

  private final RunName name;
  private final ContainerWriter container;
  private final RunProgress progress;
  private final VersionWriter versions;
  private final @Nullable ShortKey shortKey;
  private final AvroOutput storedKey = new AvroOutput(64);

  private RunWriter(
      RunName name, ContainerWriter container, RunProgress progress, RowSchema schema) {
    this.versions =
        name.role().isGrouped()
            ? new GroupWriter(container, RunSchema.of(schema))
            : new PlainWriter(container);
    this.name = name;
    this.container = container;
    this.progress = progress;
    this.shortKey = schema.isKeyedByWholeRow() ? new ShortKey() : null;
  }

  /**
   * Begins a run.
   *
   * @param directory the backup's directory, from the storage's root
   */
  public static RunWriter create(
      Storage storage, String directory, RunName name, RowSchema schema) {
    RunProgress progress = new RunProgress(name, schema);
    String path = directory + "/" + name.path();
    ContainerWriter container =
        ContainerWriter.create(
            storage,
            path,
            RunHeader.records(name, schema),
            RunHeader.of(name, schema),
            ZSTD_LEVEL,
            name.identity());
    return new RunWriter(name, container, progress, schema);
  }

  /**
   * Adds a row. Sequence and order are naked numbers here, as in the reader, because there is no
   * object per version.
   *
   * @param unchanged ascending positions of fields whose values are those of the next older version
   * @throws IllegalArgumentException it does not come after the version before, or the run's role
   *     does not allow it
   * @throws dev.tidemark.schemas.row.MalformedBytesException key or row are not what the schema
   *     says
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

  /** Bytes so far, without those of the open block. */
  public long bytes() {
    return container.bytes();
  }

  /** Makes the run durable and visible. Nothing may be appended after it. */
  public RunFile commit() {
    versions.finish();
    return progress.finished(container.commit());
  }

  /** Without {@link #commit()} nothing is left of the run. */
  @Override
  public void close() {
    container.close();
  }

  private void write(
      long sequence, long order, RowSlice key, int[] unchanged, @Nullable RowSlice row) {
    progress.next(sequence, order, key);
    RowSlice stored =
        shortKey == null ? key : shorten(shortKey, key, unchanged.length == 0 ? row : null);
    versions.append(sequence, order, stored, unchanged, row);
  }

  private RowSlice shorten(ShortKey keys, RowSlice key, @Nullable RowSlice row) {
    storedKey.reset();
    keys.write(key, row, storedKey);
    return RowSlice.of(storedKey);
  }
}
