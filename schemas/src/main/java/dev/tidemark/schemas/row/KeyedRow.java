package dev.tidemark.schemas.row;

import java.util.Arrays;

/**
 * What a key alone tells of its row: the key's columns, and null for all others. Not for sharing
 * between threads.
 */
public final class KeyedRow {

  private static final int NULL_BRANCH = 0;

  /** Of the first value that is no null. */
  private static final int VALUE_BRANCH = 1;

  private static final int NO_KEY = -1;

  private final RowSkipper keys;
  private final int[] places;
  private final boolean[] hasBranches;
  private final AvroOutput out = new AvroOutput();

  private KeyedRow(RowSkipper keys, int[] places, boolean[] hasBranches) {
    this.keys = keys;
    this.places = places;
    this.hasBranches = hasBranches;
  }

  /** For keys of one schema. Those of whole rows tell of no column. */
  public static KeyedRow of(RowSchema schema) {
    int[] positions = schema.keyPositions();
    int[] places = new int[schema.fields().size()];
    Arrays.fill(places, NO_KEY);
    boolean[] hasBranches = new boolean[positions.length];
    for (int place = 0; place < positions.length; place++) {
      places[positions[place]] = place;
      hasBranches[place] = schema.key().getFields().get(place).schema().isUnion();
    }
    return new KeyedRow(RowSkipper.of(schema.key()), places, hasBranches);
  }

  /** Whether a key tells the value at a position of the row. */
  public boolean tells(int position) {
    return places[position] != NO_KEY;
  }

  /** Valid until the next one is asked for. */
  public RowSlice of(RowSlice key) {
    int[] bounds = keys.bounds(key.array(), key.offset(), key.length());
    out.reset();
    for (int place : places) {
      if (place == NO_KEY) {
        out.writeInt(NULL_BRANCH);
      } else {
        write(key.array(), bounds[place], bounds[place + 1], hasBranches[place]);
      }
    }
    return RowSlice.of(out);
  }

  /** A key has no null: where it has branches, each is one before that of the row. */
  private void write(byte[] key, int from, int to, boolean hasBranch) {
    int value = from;
    if (hasBranch) {
      AvroInput in = AvroInput.of(key, from, to - from);
      out.writeInt(VALUE_BRANCH + in.readInt());
      value = in.position();
    } else {
      out.writeInt(VALUE_BRANCH);
    }
    out.writeRaw(key, value, to - value);
  }
}
