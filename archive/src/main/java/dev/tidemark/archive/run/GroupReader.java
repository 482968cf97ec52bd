package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.FieldShape;
import dev.tidemark.schemas.row.MalformedBytesException;
import java.util.Arrays;
import org.apache.avro.Schema;

/** A record for many versions, field by field: format 3. Key and row are made of their fields. */
final class GroupReader extends VersionReader {

  private static final int NOT_IN_KEY = -1;

  private final ContainerReader container;
  private final AvroInput input = new AvroInput();
  private final AvroInput sequences = new AvroInput();
  private final AvroInput orders = new AvroInput();
  private final AvroInput deleted = new AvroInput();
  private final AvroInput unchangedLists = new AvroInput();
  private final ColumnReader[] keyColumns;
  private final ColumnReader[] rowColumns;

  /** For each of the row's fields its place in the key. */
  private final int[] inKey;

  private AvroOutput row = new AvroOutput();
  private AvroOutput key = new AvroOutput(64);
  private AvroOutput previousKey = new AvroOutput(64);
  private long restOfBlock;
  private int restOfGroup;

  GroupReader(ContainerReader container, RunSchema schema) {
    this.container = container;
    this.keyColumns = columns(schema.key());
    this.rowColumns = columns(schema.rows().row());
    this.inKey = inKey(schema.rows().keyPositions(), rowColumns.length);
  }

  /** For each field of a row its place among the key's, which are at these positions. */
  static int[] inKey(int[] keyPositions, int fields) {
    int[] places = new int[fields];
    Arrays.fill(places, NOT_IN_KEY);
    for (int place = 0; place < keyPositions.length; place++) {
      places[keyPositions[place]] = place;
    }
    return places;
  }

  private static ColumnReader[] columns(Schema record) {
    return Arrays.stream(FieldShape.ofFields(record))
        .map(ColumnReader::new)
        .toArray(ColumnReader[]::new);
  }

  @Override
  boolean isBlockOver() {
    return restOfGroup == 0 && restOfBlock == 0;
  }

  @Override
  boolean nextBlock() {
    restOfBlock = container.nextBlock(input);
    return restOfBlock > 0;
  }

  @Override
  void next() {
    if (restOfGroup == 0) {
      beginGroup();
    }
    restOfGroup--;
    sequence += sequences.readLong();
    order += orders.readLong();
    tombstone = deleted.readBoolean();
    unchanged = unchangedLists.readInts();
    makeKey();
    makeRow();
    if (restOfGroup == 0 && isGroupLonger()) {
      throw new MalformedBytesException("a group holds more than its versions");
    }
  }

  @Override
  boolean hasExcess() {
    return isBlockOver() && input.hasRemaining();
  }

  private void beginGroup() {
    int versions = input.readInt();
    if (versions <= 0) {
      throw new MalformedBytesException("a group has no versions");
    }
    GroupBytes.readArray(input, sequences, versions);
    GroupBytes.readArray(input, orders, versions);
    GroupBytes.readArray(input, deleted, versions);
    GroupBytes.readArray(input, unchangedLists, versions);
    readColumns(keyColumns);
    readColumns(rowColumns);
    sequence = 0;
    order = 0;
    restOfGroup = versions;
    restOfBlock--;
    container.count(versions - 1L);
  }

  private void readColumns(ColumnReader[] columns) {
    requireNext(columns.length);
    for (ColumnReader column : columns) {
      column.reset(input);
    }
    if (columns.length > 0) {
      requireNext(0);
    }
  }

  private void requireNext(int count) {
    if (input.readInt() != count) {
      throw new MalformedBytesException("a group has other fields than its versions");
    }
  }

  private void makeKey() {
    AvroOutput free = previousKey;
    previousKey = key;
    key = GroupBytes.emptied(free);
    for (ColumnReader column : keyColumns) {
      column.next(key);
    }
    keyBuffer = key.array();
    keyLength = key.size();
  }

  private void makeRow() {
    // A large row is let go before the next one is made.
    rowBuffer = NOTHING;
    row = GroupBytes.emptied(row);
    if (!tombstone) {
      for (int i = 0; i < rowColumns.length; i++) {
        if (inKey[i] == NOT_IN_KEY) {
          rowColumns[i].next(row);
        } else {
          rowColumns[i].next(row, keyColumns[inKey[i]], key);
        }
      }
    }
    rowBuffer = row.array();
    rowLength = row.size();
  }

  private boolean isGroupLonger() {
    return sequences.hasRemaining()
        || orders.hasRemaining()
        || deleted.hasRemaining()
        || unchangedLists.hasRemaining()
        || Arrays.stream(keyColumns).anyMatch(ColumnReader::hasRemaining)
        || Arrays.stream(rowColumns).anyMatch(ColumnReader::hasRemaining);
  }
}
