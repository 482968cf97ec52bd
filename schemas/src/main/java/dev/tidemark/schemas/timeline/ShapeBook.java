package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What transactions do to tables, once for all that do the same: the shapes of a record {@code
 * Commits}, in the order in which they first appear. Not for sharing between threads.
 */
final class ShapeBook {

  private final Map<TableId, Integer> tables = new LinkedHashMap<>();
  private final Map<Shape, Known> shapes = new LinkedHashMap<>();
  private final Map<Lane, Integer> lanes = new LinkedHashMap<>();

  /**
   * What was done, without where it ends.
   *
   * @param partitions of the ends, in their order
   */
  private record Shape(
      TableId table,
      long inserts,
      long updates,
      long deletes,
      long truncates,
      List<Integer> partitions) {}

  private record Lane(TableId table, int partition) {}

  /**
   * A shape's place.
   *
   * @param lanes for each end, the number of its table and partition, from 0
   */
  record Known(int place, int[] lanes) {}

  Known of(TableChanges changes) {
    List<Integer> partitions = new ArrayList<>(changes.ends().size());
    for (PartitionEnd end : changes.ends()) {
      partitions.add(end.partition());
    }
    Shape shape =
        new Shape(
            changes.table(),
            changes.inserts(),
            changes.updates(),
            changes.deletes(),
            changes.truncates(),
            partitions);
    Known known = shapes.get(shape);
    return known == null ? learn(shape) : known;
  }

  private Known learn(Shape shape) {
    tables.putIfAbsent(shape.table, tables.size());
    int[] ends = new int[shape.partitions.size()];
    for (int i = 0; i < ends.length; i++) {
      Lane lane = new Lane(shape.table, shape.partitions.get(i));
      Integer next = lanes.size();
      Integer before = lanes.putIfAbsent(lane, next);
      ends[i] = before == null ? next : before;
    }
    Known known = new Known(shapes.size(), ends);
    shapes.put(shape, known);
    return known;
  }

  /** How many pairs of table and partition there are. */
  int lanes() {
    return lanes.size();
  }

  void writeTables(FieldWriter fields) {
    fields.sizedList(tables.keySet(), FieldWriter::table);
  }

  void writeShapes(FieldWriter fields) {
    fields.sizedList(shapes.keySet(), this::write);
  }

  private void write(FieldWriter fields, Shape shape) {
    Integer table = tables.get(shape.table);
    fields.number(table == null ? 0 : table);
    fields.number(shape.inserts);
    fields.number(shape.updates);
    fields.number(shape.deletes);
    fields.number(shape.truncates);
    fields.list(shape.partitions, (Integer partition) -> fields.number(partition));
  }

  void clear() {
    tables.clear();
    shapes.clear();
    lanes.clear();
  }
}
