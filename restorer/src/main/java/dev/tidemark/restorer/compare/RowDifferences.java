package dev.tidemark.restorer.compare;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of both sides, few enough to be held by their keys. Not for use by two threads. */
final class RowDifferences {

  private final RowText text;
  private final RowEncoder encoder;
  private final boolean isWhole;
  private final RowHash hash = new RowHash();
  private final AvroOutput key = new AvroOutput();
  private final Map<RowSlice, Seen> rows;

  RowDifferences(RowSchema schema) {
    this.text = RowText.of(schema);
    this.encoder = RowEncoder.of(schema);
    this.isWhole = schema.isKeyedByWholeRow();
    this.rows = new TreeMap<>(KeyOrder.of(schema.key())::compare);
  }

  /**
   * What there is of a key: sums over its rows, added for one side and taken away for the other.
   */
  private static final class Seen {
    private long archive;
    private long source;
    private long high;
    private long low;

    boolean isSame() {
      return archive == source && high == 0 && low == 0;
    }
  }

  void archive(byte[] bytes, int offset, int length) {
    Seen seen = seen(bytes, offset, length);
    seen.archive++;
    seen.high += hash.high();
    seen.low += hash.low();
  }

  void source(byte[] bytes, int offset, int length) {
    Seen seen = seen(bytes, offset, length);
    seen.source++;
    seen.high -= hash.high();
    seen.low -= hash.low();
  }

  private Seen seen(byte[] bytes, int offset, int length) {
    hash.of(bytes, offset, length);
    @Nullable String[] values = text.decode(bytes, offset, length);
    key.reset();
    encoder.encodeKey(values, key);
    return rows.computeIfAbsent(RowSlice.of(key.toByteArray()), unseen -> new Seen());
  }

  long count() {
    return rows.values().stream().filter(seen -> !seen.isSame()).count();
  }

  /** The first of them in key order; none where the key would be all of the row's values. */
  List<KeyDifference> first(int most) {
    List<KeyDifference> first = new ArrayList<>();
    for (Map.Entry<RowSlice, Seen> row : rows.entrySet()) {
      if (first.size() < most && !isWhole && !row.getValue().isSame()) {
        RowSlice slice = row.getKey();
        first.add(
            new KeyDifference(
                List.of(text.decodeKey(slice.array(), slice.offset(), slice.length())),
                place(row.getValue())));
      }
    }
    return first;
  }

  private static KeyDifference.Place place(Seen seen) {
    if (seen.source == 0) {
      return KeyDifference.Place.ARCHIVE;
    }
    return seen.archive == 0 ? KeyDifference.Place.SOURCE : KeyDifference.Place.BOTH;
  }
}
