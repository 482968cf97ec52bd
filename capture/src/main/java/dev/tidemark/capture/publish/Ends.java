package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of one transaction end. An end is known only when Kafka has answered; of each
 * partition the last event is remembered, and nothing else.
 */
final class Ends {

  private final Map<TableId, SortedMap<Integer, End>> ends = new HashMap<>();

  /** The table told of last, which mostly is told of again. */
  private @Nullable TableId lastTable;

  private SortedMap<Integer, End> last = new TreeMap<>();

  /** The next offset, or the answer that will tell it. */
  private sealed interface End {
    record Known(long next) implements End {}

    record Awaited(Future<RecordMetadata> answer) implements End {}
  }

  void sent(TableId table, int partition, Future<RecordMetadata> answer) {
    of(table).put(partition, new End.Awaited(answer));
  }

  /** An event is there since before a crash: it ends no later than this. */
  void repeated(TableId table, int partition, long next) {
    of(table).put(partition, new End.Known(next));
  }

  private SortedMap<Integer, End> of(TableId table) {
    if (!table.equals(lastTable)) {
      last = ends.computeIfAbsent(table, unseen -> new TreeMap<>());
      lastTable = table;
    }
    return last;
  }

  /** After a flush, which answered everything: learns the ends, and moves the log's own. */
  void settle(SortedMap<TableId, List<Long>> offsets)
      throws ExecutionException, InterruptedException {
    for (Map.Entry<TableId, SortedMap<Integer, End>> table : ends.entrySet()) {
      List<Long> next = offsets.get(table.getKey());
      if (next == null) {
        throw new IllegalStateException("no offsets for " + table.getKey());
      }
      List<Long> moved = new ArrayList<>(next);
      for (Map.Entry<Integer, End> partition : table.getValue().entrySet()) {
        if (partition.getValue() instanceof End.Awaited awaited) {
          long end = awaited.answer().get().offset() + 1;
          partition.setValue(new End.Known(end));
          moved.set(partition.getKey(), Math.max(end, moved.get(partition.getKey())));
        }
      }
      offsets.put(table.getKey(), moved);
    }
  }

  TableChanges into(TableChanges changes) {
    List<PartitionEnd> partitions = new ArrayList<>();
    SortedMap<Integer, End> own = ends.getOrDefault(changes.table(), new TreeMap<>());
    own.forEach(
        (partition, end) -> {
          if (end instanceof End.Known known) {
            partitions.add(new PartitionEnd(partition, known.next()));
          }
        });
    return new TableChanges(
        changes.table(),
        changes.inserts(),
        changes.updates(),
        changes.deletes(),
        changes.truncates(),
        partitions);
  }

  static SortedMap<TableId, List<Long>> copy(OffsetMap offsets) {
    return new TreeMap<>(offsets.offsets());
  }
}
