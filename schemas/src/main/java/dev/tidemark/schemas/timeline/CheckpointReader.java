package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads checkpoints from their bytes in {@link CheckpointCodec#schema()}. */
final class CheckpointReader {

  private final FieldReader fields;
  private final TimelineEntryReader entries;

  CheckpointReader(AvroInput in) {
    this.fields = new FieldReader(in);
    this.entries = new TimelineEntryReader(fields);
  }

  Checkpoint next() {
    return new Checkpoint(
        fields.sequence(),
        fields.list(entries::next),
        offsets(),
        fields.position(),
        fields.time(),
        open(),
        fields.sequence(),
        fields.list(this::obscurity));
  }

  private OffsetMap offsets() {
    SortedMap<TableId, List<Long>> offsets = new TreeMap<>();
    for (Map.Entry<TableId, List<Long>> table : fields.list(this::tableOffsets)) {
      offsets.put(table.getKey(), table.getValue());
    }
    return new OffsetMap(offsets);
  }

  private Map.Entry<TableId, List<Long>> tableOffsets() {
    return Map.entry(fields.table(), fields.list(fields::number));
  }

  private @Nullable OpenTransaction open() {
    return fields.isPresent()
        ? new OpenTransaction(
            new TransactionId(fields.text()), fields.sequence(), fields.list(this::part))
        : null;
  }

  private WrittenPart part() {
    return new WrittenPart(fields.number(), fields.changes());
  }

  private Obscurity obscurity() {
    return new Obscurity(
        fields.table(),
        fields.sequence(),
        fields.isPresent() ? fields.sequence() : null,
        fields.text());
  }
}
