package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.FieldShape;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSlice;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record for many versions, field by field: format 3. Holds a group, which a row that is large
 * makes as large.
 */
final class GroupWriter implements VersionWriter {

  /** A group becomes a block of the file. */
  private static final int GROUP_BYTES = 64 * 1024;

  /** What is written beside columns, and about how many bytes of numbers each part has at most. */
  private static final int LISTS = 8;

  private static final int SIZES_BYTES = 24;

  private final ContainerWriter container;
  private final ColumnWriter[] keyColumns;
  private final ColumnWriter[] rowColumns;
  private final int[] inKey;
  private final AvroOutput sequences = new AvroOutput();
  private final AvroOutput orders = new AvroOutput();
  private final AvroOutput deleted = new AvroOutput();
  private final AvroOutput unchangedLists = new AvroOutput();
  private AvroOutput record = new AvroOutput();
  private int versions;
  private long lastSequence;
  private long lastOrder;

  GroupWriter(ContainerWriter container, RunSchema schema) {
    this.container = container;
    this.keyColumns = columns(schema.key());
    this.rowColumns = columns(schema.rows().row());
    this.inKey = GroupReader.inKey(schema.rows().keyPositions(), rowColumns.length);
  }

  private static ColumnWriter[] columns(Schema record) {
    return Arrays.stream(FieldShape.ofFields(record))
        .map(ColumnWriter::new)
        .toArray(ColumnWriter[]::new);
  }

  @Override
  public void append(
      long sequence, long order, RowSlice key, int[] unchanged, @Nullable RowSlice row) {
    sequences.writeLong(sequence - lastSequence);
    orders.writeLong(order - lastOrder);
    deleted.writeBoolean(row == null);
    unchangedLists.writeInts(unchanged);
    lastSequence = sequence;
    lastOrder = order;
    appendKey(key);
    if (row != null) {
      appendRow(row);
    }
    for (ColumnWriter column : keyColumns) {
      column.forgetKey();
    }
    versions++;
    if (size() >= GROUP_BYTES) {
      finish();
    }
  }

  @Override
  public void finish() {
    if (versions == 0) {
      return;
    }
    record.makeRoom(size() + SIZES_BYTES * (LISTS + keyColumns.length + rowColumns.length));
    record.writeInt(versions);
    writeList(sequences);
    writeList(orders);
    writeList(deleted);
    writeList(unchangedLists);
    writeColumns(keyColumns);
    writeColumns(rowColumns);
    container.append(record.array(), 0, record.size());
    record = GroupBytes.emptied(record);
    versions = 0;
    lastSequence = 0;
    lastOrder = 0;
  }

  private void appendKey(RowSlice key) {
    int limit = key.offset() + key.length();
    int at = key.offset();
    for (ColumnWriter column : keyColumns) {
      at = column.appendKey(key.array(), at, limit);
    }
    checkEnd(at, limit);
  }

  private void appendRow(RowSlice row) {
    int limit = row.offset() + row.length();
    int at = row.offset();
    for (int i = 0; i < rowColumns.length; i++) {
      at =
          inKey[i] < 0
              ? rowColumns[i].append(row.array(), at, limit)
              : rowColumns[i].append(row.array(), at, limit, keyColumns[inKey[i]]);
    }
    checkEnd(at, limit);
  }

  private static void checkEnd(int at, int limit) {
    if (at != limit) {
      throw new MalformedBytesException("something follows the last field");
    }
  }

  private int size() {
    int size = sequences.size() + orders.size() + deleted.size() + unchangedLists.size();
    for (ColumnWriter column : keyColumns) {
      size += column.size();
    }
    for (ColumnWriter column : rowColumns) {
      size += column.size();
    }
    return size;
  }

  private void writeList(AvroOutput items) {
    GroupBytes.writeArray(versions, items, record);
    items.reset();
  }

  private void writeColumns(ColumnWriter[] columns) {
    if (columns.length > 0) {
      record.writeInt(columns.length);
      for (ColumnWriter column : columns) {
        column.flush(record);
      }
    }
    record.writeInt(0);
  }
}
