package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.ShortKey;
import org.jspecify.annotations.Nullable;

/** Makes the short keys of a run whole, one after the other: a key outlives the next one. */
final class ShortKeys {

  private final ShortKey shortKey = new ShortKey();
  private AvroOutput key = new AvroOutput(64);
  private AvroOutput previous = new AvroOutput(64);

  /** Valid until the call after the next. */
  RowSlice next(RowSlice stored, @Nullable RowSlice row) {
    AvroOutput free = previous;
    previous = key;
    key = free;
    key.reset();
    shortKey.read(stored, row, key);
    return RowSlice.of(key);
  }
}
