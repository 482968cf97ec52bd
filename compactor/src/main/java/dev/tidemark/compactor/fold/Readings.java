package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When the tables of a batch were read from the source in parts, among their changes. While that
 * goes on, some rows are there and some are not yet.
 */
public final class Readings {

  public static final Readings NONE = new Readings();

  /** By table, the last sequence of each reading by its first. */
  private final Map<TableId, NavigableMap<Long, Long>> ends = new HashMap<>();

  /** A reading begins; it lasts to the batch's end unless it ends before. */
  public void begin(TableId table, Sequence first) {
    NavigableMap<Long, Long> known = ends.computeIfAbsent(table, unread -> new TreeMap<>());
    boolean goesOn = !known.isEmpty() && known.lastEntry().getValue() == Long.MAX_VALUE;
    if (!goesOn) {
      known.put(first.value(), Long.MAX_VALUE);
    }
  }

  /** A reading that may have begun has ended. */
  public void end(TableId table, Sequence last) {
    NavigableMap<Long, Long> known = ends.get(table);
    if (known != null && known.lastEntry().getValue() == Long.MAX_VALUE) {
      known.put(known.lastKey(), last.value());
    }
  }

  /** Whether a change of the table, of this sequence, came while it was read. */
  boolean contain(TableId table, long sequence) {
    NavigableMap<Long, Long> known = ends.get(table);
    Map.Entry<Long, Long> reading = known == null ? null : known.floorEntry(sequence);
    return reading != null && sequence <= reading.getValue();
  }
}
