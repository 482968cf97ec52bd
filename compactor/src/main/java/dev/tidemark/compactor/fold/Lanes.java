package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Numbers each table × partition of a batch, tables in their order, partitions in theirs. A lane is
 * folded alone; the lanes of a table stand together.
 */
public final class Lanes {

  /** One partition of one table. */
  public record Lane(TableId table, int partition) {}

  private final List<Lane> lanes = new ArrayList<>();
  private final Map<TableId, Integer> first = new HashMap<>();

  /**
   * @param partitions how many each table has
   */
  public Lanes(SortedMap<TableId, Integer> partitions) {
    partitions.forEach(
        (table, count) -> {
          first.put(table, lanes.size());
          for (int partition = 0; partition < count; partition++) {
            lanes.add(new Lane(table, partition));
          }
        });
  }

  public int count() {
    return lanes.size();
  }

  public Lane lane(int number) {
    return lanes.get(number);
  }

  public TableId table(int number) {
    return lanes.get(number).table();
  }

  /** The number of a table's partition, which must be in the offsets. */
  public int number(TableId table, int partition) {
    return firstOf(table) + partition;
  }

  /** The first of a table's lanes; it also stands for the table as a whole. */
  public int firstOf(TableId table) {
    Integer number = first.get(table);
    if (number == null) {
      throw new IllegalArgumentException(table + " has no partition in the offsets of the batch");
    }
    return number;
  }
}
