package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the log reaches in every partition of every table's topic: the next offset to be written
 * by a change, by table and partition. Two of them bound what a backup covers.
 */
public record OffsetMap(SortedMap<TableId, List<Long>> offsets) {

  public static final OffsetMap EMPTY = new OffsetMap(new TreeMap<>());

  public OffsetMap {
    TreeMap<TableId, List<Long>> copy = new TreeMap<>();
    offsets.forEach((table, next) -> copy.put(table, List.copyOf(next)));
    offsets = java.util.Collections.unmodifiableSortedMap(copy);
  }

  public static OffsetMap of(Map<TableId, List<Long>> offsets) {
    return new OffsetMap(new TreeMap<>(offsets));
  }

  /** The next offset in a partition; 0 when the table or the partition is not in the map. */
  public long next(TableId table, int partition) {
    List<Long> partitions = offsets.getOrDefault(table, List.of());
    return partition < partitions.size() ? partitions.get(partition) : 0;
  }
}
