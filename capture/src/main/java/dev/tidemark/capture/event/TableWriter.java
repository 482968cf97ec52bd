package dev.tidemark.capture.event;

import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.transaction.BrokenStreamException;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.event.Change;
import dev.tidemark.schemas.event.EventEncoder;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.CopyLine;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Encodes the changes of one table while it keeps one shape. */
final class TableWriter {

  private final TableShape shape;
  private final TableDefinition definition;
  private final RowEncoder rows;
  private final EventEncoder events;
  private final int[] keyPositions;

  /** Where an old row has values. */
  private final int[] sentBefore;

  private final CopyLine line;
  private final AvroOutput beforeBytes = new AvroOutput();
  private final AvroOutput afterBytes = new AvroOutput();
  private final AvroOutput keyBytes = new AvroOutput();
  private final AvroOutput eventBytes = new AvroOutput();

  TableWriter(TableShape shape, TableDefinition definition, RowEncoder rows, EventEncoder events) {
    this.shape = shape;
    this.definition = definition;
    this.rows = rows;
    this.events = events;
    this.keyPositions = rows.schema().keyPositions();
    this.line = new CopyLine(rows.schema().fields().size());
    this.sentBefore =
        shape.sendsWholeRows()
            ? IntStream.range(0, shape.columns().size()).toArray()
            : keyPositions;
  }

  @SuppressWarnings("ReferenceEquality")
  boolean isOf(TableShape other) {
    return shape == other;
  }

  TableDefinition definition() {
    return definition;
  }

  EncodedEvent encode(ChangeId id, Origin origin, RowChange change, long capturedMillis) {
    Change encoded = change(id, change);
    byte[] key = key(change);
    byte[] oldKey = change.oldKey() == null ? EncodedEvent.NONE : keyOf(change.oldKey());
    eventBytes.reset();
    events.encode(encoded, origin, capturedMillis, eventBytes);
    return new EncodedEvent(shape.table(), key, eventBytes.toByteArray(), oldKey);
  }

  /**
   * As {@link #encode}, of a row that is read.
   *
   * @param text a line of COPY's text, whose array is used up
   */
  EncodedEvent encodeRead(ChangeId id, Origin origin, byte[] text, long capturedMillis) {
    afterBytes.reset();
    keyBytes.reset();
    line.encode(text, rows, afterBytes, keyBytes);
    byte[] key = keyOf(RowSlice.of(keyBytes));
    Change read = Change.read(id, RowSlice.of(afterBytes));
    eventBytes.reset();
    events.encode(read, origin, capturedMillis, eventBytes);
    return new EncodedEvent(shape.table(), key, eventBytes.toByteArray(), EncodedEvent.NONE);
  }

  /** The key of the row that is changed: empty for a truncate. */
  byte[] key(RowChange change) {
    if (change.operation() == Operation.TRUNCATE) {
      return EncodedEvent.NONE;
    }
    return keyOf(change.operation() == Operation.DELETE ? before(change) : after(change));
  }

  private Change change(ChangeId id, RowChange change) {
    return switch (change.operation()) {
      case READ -> Change.read(id, complete(change));
      case CREATE ->
          change.oldKey() == null
              ? Change.created(id, new int[0], complete(change))
              : moved(id, change);
      case UPDATE -> updated(id, change);
      case DELETE -> Change.deleted(id, row(before(change), beforeBytes));
      case TRUNCATE -> Change.truncated(id);
    };
  }

  /**
   * What an update comes to by the row before it. A value of the key that was not sent again is the
   * one before; where the whole row before was sent, so is any other. A row without a key is
   * another one after any update, even one that changes nothing.
   */
  List<RowChange> parts(RowChange update) {
    @Nullable String[] before = before(update);
    @Nullable String[] after = filled(before, after(update));
    if (rows.schema().isKeyedByWholeRow()) {
      return List.of(
          new RowChange(shape, Operation.DELETE, before, null, null),
          new RowChange(shape, Operation.CREATE, null, after, null));
    }
    if (isMoved(before, after)) {
      return List.of(
          new RowChange(shape, Operation.DELETE, before, null, null),
          new RowChange(shape, Operation.CREATE, null, after, before));
    }
    return List.of(
        new RowChange(
            shape, Operation.UPDATE, shape.sendsWholeRows() ? before : null, after, null));
  }

  private @Nullable String[] filled(@Nullable String[] before, @Nullable String[] after) {
    @Nullable String[] filled = after.clone();
    for (int position : sentBefore) {
      filled[position] = isUnchanged(filled[position]) ? before[position] : filled[position];
    }
    return filled;
  }

  private boolean isMoved(@Nullable String[] before, @Nullable String[] after) {
    return IntStream.of(keyPositions)
        .anyMatch(position -> !Objects.equals(before[position], after[position]));
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnchanged(@Nullable String value) {
    return value == RowEncoder.UNCHANGED;
  }

  private Change updated(ChangeId id, RowChange change) {
    if (rows.schema().isKeyedByWholeRow()) {
      throw new BrokenStreamException(
          "an update of " + shape.table() + ", which has no key, arrived without its old row");
    }
    RowSlice before = change.before() == null ? null : row(change.before(), beforeBytes);
    int[] unchanged = encode(after(change), afterBytes);
    return Change.updated(id, unchanged, before, RowSlice.of(afterBytes));
  }

  private Change moved(ChangeId id, RowChange change) {
    int[] unchanged = encode(after(change), afterBytes);
    return Change.created(id, unchanged, RowSlice.of(afterBytes));
  }

  /** A row that has no older version to take unchanged values from. */
  private RowSlice complete(RowChange change) {
    if (encode(after(change), afterBytes).length > 0) {
      throw new BrokenStreamException("a new row of " + shape.table() + " arrived incomplete");
    }
    return RowSlice.of(afterBytes);
  }

  private RowSlice row(@Nullable String[] values, AvroOutput out) {
    encode(values, out);
    return RowSlice.of(out);
  }

  private int[] encode(@Nullable String[] values, AvroOutput out) {
    out.reset();
    return rows.encodeRow(values, out);
  }

  private byte[] keyOf(@Nullable String[] values) {
    keyBytes.reset();
    rows.encodeKey(values, keyBytes);
    return keyOf(RowSlice.of(keyBytes));
  }

  private byte[] keyOf(RowSlice key) {
    eventBytes.reset();
    events.encodeKey(key, eventBytes);
    return eventBytes.toByteArray();
  }

  private @Nullable String[] before(RowChange change) {
    if (change.before() == null) {
      throw new BrokenStreamException(
          "a change of " + shape.table() + " does not say which row it means");
    }
    if (rows.schema().isKeyedByWholeRow() && !shape.sendsWholeRows()) {
      throw new BrokenStreamException(
          "a change of " + shape.table() + ", which has no key, arrived without its whole old row");
    }
    return change.before();
  }

  private @Nullable String[] after(RowChange change) {
    if (change.after() == null) {
      throw new BrokenStreamException("a change of " + shape.table() + " arrived without its row");
    }
    return change.after();
  }
}
