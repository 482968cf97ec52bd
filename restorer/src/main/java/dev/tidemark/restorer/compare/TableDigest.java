package dev.tidemark.restorer.compare;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSkipper;
import java.util.BitSet;

/**
 * Adds up the rows of a table, in buckets that their keys choose: so the keys of rows that differ
 * are among those of the buckets that do. Its memory does not grow with the table. Not for use by
 * two threads.
 */
final class TableDigest {

  static final int BUCKETS = 4096;

  private final RowSkipper skipper;
  private final int[] keys;
  private final boolean isWhole;
  private final RowHash hash = new RowHash();
  private final long[] rows = new long[BUCKETS];
  private final long[] high = new long[BUCKETS];
  private final long[] low = new long[BUCKETS];

  TableDigest(RowSchema schema) {
    this.skipper = RowSkipper.of(schema.row());
    this.keys = schema.keyPositions();
    this.isWhole = schema.isKeyedByWholeRow();
  }

  void add(byte[] bytes, int offset, int length) {
    int bucket = bucket(bytes, offset, length);
    hash.of(bytes, offset, length);
    rows[bucket]++;
    long sum = low[bucket] + hash.low();
    int carry = Long.compareUnsigned(sum, hash.low()) < 0 ? 1 : 0;
    low[bucket] = sum;
    high[bucket] += hash.high() + carry;
  }

  /** Which bucket a row belongs to. */
  int bucket(byte[] bytes, int offset, int length) {
    if (isWhole) {
      return spread(mixed(0, bytes, offset, offset + length));
    }
    int[] bounds = skipper.bounds(bytes, offset, length);
    int mixed = 0;
    for (int key : keys) {
      mixed = mixed(mixed, bytes, bounds[key], bounds[key + 1]);
    }
    return spread(mixed);
  }

  private static int mixed(int before, byte[] bytes, int from, int to) {
    int mixed = before;
    for (int at = from; at < to; at++) {
      mixed = mixed * 31 + bytes[at];
    }
    return mixed * 31 + (to - from);
  }

  private static int spread(int mixed) {
    return (mixed * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(BUCKETS));
  }

  Digest total() {
    long all = 0;
    long upper = 0;
    long lower = 0;
    for (int i = 0; i < BUCKETS; i++) {
      all += rows[i];
      long sum = lower + low[i];
      upper += high[i] + (Long.compareUnsigned(sum, low[i]) < 0 ? 1 : 0);
      lower = sum;
    }
    return new Digest(all, upper, lower);
  }

  /**
   * Buckets that differ, the first of them, as many as hold so many rows; at least one if any does.
   */
  BitSet differing(TableDigest other, long mostRows) {
    BitSet differing = new BitSet(BUCKETS);
    long chosen = 0;
    for (int i = 0; i < BUCKETS && (chosen == 0 || chosen < mostRows); i++) {
      if (isOther(other, i)) {
        differing.set(i);
        chosen += rows[i] + other.rows[i];
      }
    }
    return differing;
  }

  /** How many buckets differ. */
  int differing(TableDigest other) {
    int differing = 0;
    for (int i = 0; i < BUCKETS; i++) {
      differing += isOther(other, i) ? 1 : 0;
    }
    return differing;
  }

  private boolean isOther(TableDigest other, int bucket) {
    return rows[bucket] != other.rows[bucket]
        || high[bucket] != other.high[bucket]
        || low[bucket] != other.low[bucket];
  }
}
