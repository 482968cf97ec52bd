package dev.tidemark.compactor.fold;

import dev.tidemark.compactor.sort.RecordOrder;
import dev.tidemark.schemas.row.KeyOrder;

/** The order of places: by lane, then key in the table's key order, then change id. */
public final class PlaceOrder implements RecordOrder {

  /** Those above share one prefix. */
  private static final int LANES_OF_PREFIX = (1 << (Long.SIZE - 1 - KeyOrder.PREFIX_BITS)) - 1;

  private final BatchSchemas schemas;

  public PlaceOrder(BatchSchemas schemas) {
    this.schemas = schemas;
  }

  @Override
  public int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
    int byKey = compareKeys(a, aFrom, b, bFrom);
    if (byKey != 0) {
      return byKey;
    }
    int bySequence = Long.compare(Places.sequence(a, aFrom), Places.sequence(b, bFrom));
    return bySequence != 0
        ? bySequence
        : Long.compare(Places.order(a, aFrom), Places.order(b, bFrom));
  }

  @Override
  public long prefix(byte[] record, int from, int length) {
    int lane = Places.lane(record, from);
    if (lane >= LANES_OF_PREFIX) {
      return (long) LANES_OF_PREFIX << KeyOrder.PREFIX_BITS;
    }
    long key =
        schemas
            .keyOrder(lane)
            .prefix(record, Places.keyOffset(from), Places.keyLength(record, from));
    return (long) lane << KeyOrder.PREFIX_BITS | key;
  }

  /** By lane and key alone. */
  public int compareKeys(byte[] a, int aFrom, byte[] b, int bFrom) {
    int lane = Places.lane(a, aFrom);
    int byLane = Integer.compare(lane, Places.lane(b, bFrom));
    if (byLane != 0) {
      return byLane;
    }
    KeyOrder keys = schemas.keyOrder(lane);
    return keys.compare(
        a,
        Places.keyOffset(aFrom),
        Places.keyLength(a, aFrom),
        b,
        Places.keyOffset(bFrom),
        Places.keyLength(b, bFrom));
  }
}
