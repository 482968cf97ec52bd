package dev.tidemark.capture.source;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes of each transaction by looking at no more of a message than its head. What is
 * decoded later, in another thread, has to come to the same numbers.
 */
final class WireCounter {

  private static final int RELATION_AT = 1;
  private static final int TRUNCATED_COUNT_AT = 1;
  private static final int TRUNCATED_AT = 6;

  private final Map<Long, long[]> counts = new HashMap<>();

  /**
   * Takes the next message.
   *
   * @return the counts of a transaction, at its end
   */
  @Nullable WireCounts take(ByteBuffer message) {
    int at = message.position();
    switch (message.get(at)) {
      case 'B' -> counts.clear();
      case 'I', 'U', 'D' -> add(oid(message, at + RELATION_AT));
      case 'T' -> {
        int tables = message.getInt(at + TRUNCATED_COUNT_AT);
        for (int i = 0; i < tables; i++) {
          add(oid(message, at + TRUNCATED_AT + i * Integer.BYTES));
        }
      }
      case 'C' -> {
        return counts();
      }
      default -> {}
    }
    return null;
  }

  private void add(long relation) {
    counts.computeIfAbsent(relation, unseen -> new long[1])[0]++;
  }

  private WireCounts counts() {
    Map<Long, Long> totals = new HashMap<>();
    counts.forEach((relation, count) -> totals.put(relation, count[0]));
    counts.clear();
    return new WireCounts(totals);
  }

  private static long oid(ByteBuffer message, int at) {
    return Integer.toUnsignedLong(message.getInt(at));
  }
}
