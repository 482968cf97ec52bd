package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import org.jspecify.annotations.Nullable;

/** A record for each version: formats 1 and 2. */
final class PlainWriter implements VersionWriter {

  private final ContainerWriter container;
  private final AvroOutput record = new AvroOutput();

  PlainWriter(ContainerWriter container) {
    this.container = container;
  }

  @Override
  public void append(
      long sequence, long order, RowSlice key, int[] unchanged, @Nullable RowSlice row) {
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
    container.append(record.array(), 0, record.size());
  }

  @Override
  public void finish() {
    // Every version was given to the file when it came.
  }
}
