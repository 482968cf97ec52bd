package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What entries and checkpoints are made of, one after the other. */
final class FieldReader {

  /** Room made for a list at first, whatever number of elements damaged bytes give. */
  private static final int ROOM = 16;

  private final AvroInput in;
  private final TableNames tables = new TableNames();
  private final Supplier<PartitionEnd> end = this::end;

  FieldReader(AvroInput in) {
    this.in = in;
  }

  int kind() {
    return in.readInt();
  }

  /** Whether there is a value where there may be null. */
  boolean isPresent() {
    int branch = in.readInt();
    if (branch != 0 && branch != 1) {
      throw new MalformedBytesException("what may be null is neither that nor a value");
    }
    return branch == 1;
  }

  long number() {
    return in.readLong();
  }

  String text() {
    return in.readString();
  }

  Sequence sequence() {
    return Sequence.of(in.readLong());
  }

  SourcePosition position() {
    return new SourcePosition(in.readString());
  }

  Instant time() {
    return Micros.time(in.readLong());
  }

  TableId table() {
    return tables.read(in);
  }

  TableChanges changes() {
    return new TableChanges(table(), number(), number(), number(), number(), list(end));
  }

  /** Steps over a list of changes; returns none. */
  List<TableChanges> skippedChanges() {
    for (int count = in.readBlock(); count != 0; count = in.readBlock()) {
      for (int i = 0; i < count; i++) {
        skipChanges();
      }
    }
    return List.of();
  }

  void skipText() {
    in.skip(in.readLength());
  }

  private void skipChanges() {
    skipText();
    skipText();
    skipNumbers(4);
    for (int ends = in.readBlock(); ends != 0; ends = in.readBlock()) {
      for (int i = 0; i < ends; i++) {
        skipNumbers(2);
      }
    }
  }

  void skipNumbers(int count) {
    for (int i = 0; i < count; i++) {
      long unused = in.readLong();
    }
  }

  <T> List<T> list(Supplier<T> element) {
    int count = in.readBlock();
    if (count == 0) {
      return List.of();
    }
    List<T> elements = new ArrayList<>(Math.min(count, ROOM));
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        elements.add(element.get());
      }
      count = in.readBlock();
    }
    return elements;
  }

  private PartitionEnd end() {
    return new PartitionEnd(in.readInt(), in.readLong());
  }
}
