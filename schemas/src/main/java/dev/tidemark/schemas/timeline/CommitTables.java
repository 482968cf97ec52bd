package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a record {@code Commits} that say what was done to tables. Not for sharing between
 * threads.
 */
final class CommitTables {

  /** The numbers of a shape before its partitions. */
  private static final int SHAPE_NUMBERS = 5;

  private final AvroInput in;
  private final FieldReader fields;
  private final LongColumn touched = new LongColumn();
  private final LongColumn changes = new LongColumn();
  private final LongColumn ends = new LongColumn();
  private final Map<Lane, Integer> lanes = new HashMap<>();
  private long[] reached = {};
  private List<Shape> shapes = List.of();
  private int nextCommit;
  private int nextChange;
  private int nextEnd;

  /**
   * @param lanes for each partition, the number of it and the table, from 0
   */
  private record Shape(
      TableId table,
      long inserts,
      long updates,
      long deletes,
      long truncates,
      int[] partitions,
      int[] lanes) {}

  private record Lane(TableId table, int partition) {}

  CommitTables(AvroInput in, FieldReader fields) {
    this.in = in;
    this.fields = fields;
  }

  /**
   * Reads the columns of so many commits.
   *
   * @throws MalformedBytesException they do not fit together
   */
  void read(int commits) {
    nextCommit = 0;
    nextChange = 0;
    nextEnd = 0;
    touched.read(in);
    List<TableId> tables = fields.list(fields::table);
    lanes.clear();
    shapes = fields.list(() -> shape(tables));
    changes.read(in);
    ends.read(in);
    reached = new long[lanes.size()];
    if (touched.size() != commits || !isWhole()) {
      throw unfitting();
    }
  }

  /** What the next commit did to tables. */
  List<TableChanges> next() {
    int count = (int) touched.at(nextCommit++);
    if (count == 0) {
      return List.of();
    }
    TableChanges[] all = new TableChanges[count];
    for (int i = 0; i < count; i++) {
      all[i] = change(shapes.get((int) changes.at(nextChange++)));
    }
    return Arrays.asList(all);
  }

  /** Steps over the columns. */
  void skip() {
    LongColumn.skip(in);
    for (int count = in.skipBlocks(); count != 0; count = in.skipBlocks()) {
      for (int i = 0; i < count; i++) {
        fields.skipText();
        fields.skipText();
      }
    }
    for (int count = in.skipBlocks(); count != 0; count = in.skipBlocks()) {
      for (int i = 0; i < count; i++) {
        fields.skipNumbers(SHAPE_NUMBERS);
        LongColumn.skip(in);
      }
    }
    LongColumn.skip(in);
    LongColumn.skip(in);
  }

  static MalformedBytesException unfitting() {
    return new MalformedBytesException("the columns of its commits do not fit together");
  }

  /** Whether all commits together have as many changes, and all changes as many ends. */
  private boolean isWhole() {
    long changesOfAll = 0;
    for (int i = 0; i < touched.size(); i++) {
      long count = touched.at(i);
      if (count < 0 || count > changes.size()) {
        return false;
      }
      changesOfAll += count;
    }
    long endsOfAll = 0;
    for (int i = 0; i < changes.size(); i++) {
      long place = changes.at(i);
      if (place < 0 || place >= shapes.size()) {
        return false;
      }
      endsOfAll += shapes.get((int) place).lanes.length;
    }
    return changesOfAll == changes.size() && endsOfAll == ends.size();
  }

  private Shape shape(List<TableId> tables) {
    int place = in.readInt();
    if (place < 0 || place >= tables.size()) {
      throw unfitting();
    }
    TableId table = tables.get(place);
    long inserts = in.readLong();
    long updates = in.readLong();
    long deletes = in.readLong();
    long truncates = in.readLong();
    int[] partitions = in.readInts();
    int[] numbers = new int[partitions.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = lane(new Lane(table, partitions[i]));
    }
    return new Shape(table, inserts, updates, deletes, truncates, partitions, numbers);
  }

  private int lane(Lane lane) {
    int number = lanes.size();
    Integer before = lanes.putIfAbsent(lane, number);
    return before == null ? number : before;
  }

  private TableChanges change(Shape shape) {
    return new TableChanges(
        shape.table, shape.inserts, shape.updates, shape.deletes, shape.truncates, ends(shape));
  }

  private List<PartitionEnd> ends(Shape shape) {
    int count = shape.lanes.length;
    if (count == 1) {
      return List.of(end(shape, 0));
    }
    List<PartitionEnd> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(end(shape, i));
    }
    return all;
  }

  private PartitionEnd end(Shape shape, int at) {
    int lane = shape.lanes[at];
    reached[lane] += ends.at(nextEnd++);
    return new PartitionEnd(shape.partitions[at], reached[lane]);
  }
}
