package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What entries and checkpoints are made of, one after the other. */
final class FieldWriter {

  private final AvroOutput out;
  private final Consumer<PartitionEnd> end = this::end;

  FieldWriter(AvroOutput out) {
    this.out = out;
  }

  void kind(int kind) {
    out.writeInt(kind);
  }

  /** Before a value that may be null, and in its place when it is. */
  void presence(boolean isPresent) {
    out.writeInt(isPresent ? 1 : 0);
  }

  void number(long number) {
    out.writeLong(number);
  }

  void text(String text) {
    out.writeString(text);
  }

  void sequence(Sequence sequence) {
    out.writeLong(sequence.value());
  }

  void position(SourcePosition position) {
    out.writeString(position.value());
  }

  void time(Instant time) {
    out.writeLong(Micros.of(time));
  }

  void table(TableId table) {
    out.writeString(table.schema());
    out.writeString(table.table());
  }

  void changes(TableChanges changes) {
    table(changes.table());
    number(changes.inserts());
    number(changes.updates());
    number(changes.deletes());
    number(changes.truncates());
    list(changes.ends(), end);
  }

  /** An array: one block and the end, or the end alone. */
  <T> void list(Collection<T> elements, Consumer<T> element) {
    int count = elements.size();
    if (count > 0) {
      out.writeInt(count);
      for (T each : elements) {
        element.accept(each);
      }
    }
    out.writeInt(0);
  }

  /** The same, with its size before it: a reader can step over it. */
  <T> void sizedList(Collection<T> elements, BiConsumer<FieldWriter, T> element) {
    sizedArray(
        elements.size(),
        body -> {
          FieldWriter fields = new FieldWriter(body);
          for (T each : elements) {
            element.accept(fields, each);
          }
        });
  }

  /**
   * An array with its size before it.
   *
   * @param body writes its elements
   */
  void sizedArray(int count, Consumer<AvroOutput> body) {
    if (count > 0) {
      AvroOutput elements = new AvroOutput();
      body.accept(elements);
      out.writeInt(-count);
      out.writeLong(elements.size());
      out.writeRaw(elements.array(), 0, elements.size());
    }
    out.writeInt(0);
  }

  private void end(PartitionEnd end) {
    out.writeInt(end.partition());
    out.writeLong(end.next());
  }
}
