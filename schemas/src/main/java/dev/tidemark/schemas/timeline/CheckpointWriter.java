package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes checkpoints straight to Avro bytes. */
final class CheckpointWriter {

  private final FieldWriter fields;
  private final TimelineEntryWriter entries;

  CheckpointWriter(AvroOutput out) {
    this.fields = new FieldWriter(out);
    this.entries = new TimelineEntryWriter(fields);
  }

  void write(Checkpoint checkpoint) {
    fields.sequence(checkpoint.last());
    fields.list(checkpoint.entries(), entries::write);
    fields.list(checkpoint.offsets().offsets().entrySet(), this::tableOffsets);
    fields.position(checkpoint.resume());
    fields.time(checkpoint.time());
    open(checkpoint.open());
    fields.sequence(checkpoint.checked());
    fields.list(checkpoint.obscured(), this::obscurity);
  }

  private void tableOffsets(Map.Entry<TableId, List<Long>> table) {
    fields.table(table.getKey());
    fields.list(table.getValue(), fields::number);
  }

  private void open(@Nullable OpenTransaction open) {
    fields.presence(open != null);
    if (open != null) {
      fields.text(open.transaction().value());
      fields.sequence(open.sequence());
      fields.list(open.parts(), this::part);
    }
  }

  private void part(WrittenPart part) {
    fields.number(part.arrivals());
    fields.changes(part.changes());
  }

  private void obscurity(Obscurity obscurity) {
    fields.table(obscurity.table());
    fields.sequence(obscurity.after());
    Sequence readFrom = obscurity.readFrom();
    fields.presence(readFrom != null);
    if (readFrom != null) {
      fields.sequence(readFrom);
    }
    fields.text(obscurity.reason());
  }
}
