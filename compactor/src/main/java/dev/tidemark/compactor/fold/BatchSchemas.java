package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSplicer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row schemas that occur in a batch, by number, and the key order of each table, which is one
 * within a batch.
 */
public final class BatchSchemas {

  private final Lanes lanes;
  private final List<RowSchema> schemas = new ArrayList<>();
  private final IdentityHashMap<RowSchema, Integer> numbers = new IdentityHashMap<>();
  private final Map<TableId, RowSchema> keys = new HashMap<>();
  private final @Nullable KeyOrder[] orders;
  private final BitSet wholeRowLanes = new BitSet();
  private final Map<Long, RowSplicer> splicers = new HashMap<>();

  public BatchSchemas(Lanes lanes) {
    this.lanes = lanes;
    this.orders = new KeyOrder[lanes.count()];
  }

  /**
   * The number of a schema; the same for an equal one.
   *
   * @throws KeyChangedException keys of another schema of the table cannot be held against its keys
   */
  public int number(RowSchema schema) {
    Integer known = numbers.get(schema);
    if (known != null) {
      return known;
    }
    int number = schemas.indexOf(schema);
    if (number < 0) {
      learnKey(schema);
      number = schemas.size();
      schemas.add(schema);
    }
    numbers.put(schema, number);
    return number;
  }

  /** What comes next has schemas that were parsed anew: those of before are not held for it. */
  public void forgetInstances() {
    numbers.clear();
  }

  public RowSchema schema(int number) {
    return schemas.get(number);
  }

  private void learnKey(RowSchema schema) {
    TableId table = schema.table();
    RowSchema known = keys.putIfAbsent(table, schema);
    if (known == null) {
      KeyOrder order = KeyOrder.of(schema.key());
      for (int lane = lanes.firstOf(table);
          lane < lanes.count() && lanes.table(lane).equals(table);
          lane++) {
        orders[lane] = order;
        wholeRowLanes.set(lane, schema.isKeyedByWholeRow());
      }
    } else if (!known.hasKeysComparableTo(schema)) {
      throw new KeyChangedException(table);
    }
  }

  /** The order of the keys of a lane's table, of which at least one schema has a number. */
  public KeyOrder keyOrder(int lane) {
    KeyOrder order = orders[lane];
    if (order == null) {
      throw new IllegalStateException("no key of " + lanes.table(lane) + " was seen yet");
    }
    return order;
  }

  /** Whether a lane's table has no key. */
  public boolean isKeyedByWholeRow(int lane) {
    return wholeRowLanes.get(lane);
  }

  /** Whether there is a table without a key in the batch. */
  public boolean haveWholeRowKeys() {
    return !wholeRowLanes.isEmpty();
  }

  /** Fills rows of one schema from rows of another. */
  public RowSplicer splicer(int newer, int older) {
    return splicers.computeIfAbsent(
        ((long) newer << Integer.SIZE) | older,
        unseen -> RowSplicer.of(schemas.get(newer), schemas.get(older)));
  }
}
