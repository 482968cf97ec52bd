package dev.tidemark.capture.transaction;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which transactions a snapshot of PostgreSQL saw: all before {@code xmin}, none from {@code xmax}
 * on, and of those between all but the ones that were running. See PostgreSQL's documentation,
 * "pg_current_snapshot".
 */
public record SeenTransactions(long xmin, long xmax, Set<Long> running) {

  private static final long EPOCH = 1L << 32;

  public SeenTransactions {
    running = Set.copyOf(running);
  }

  /**
   * Reads what the server prints, {@code 100:104:100,102}.
   *
   * @throws IllegalArgumentException it is no such text
   */
  public static SeenTransactions parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'" + text + "' is not a snapshot, like 100:104:100,102");
    }
    return new SeenTransactions(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Stream.of(parts[2].split(","))
            .filter(number -> !number.isEmpty())
            .map(Long::parseLong)
            .collect(Collectors.toSet()));
  }

  /**
   * Whether the snapshot saw a committed transaction.
   *
   * @param xid its number in the log, without the epoch; of those that this may mean, the nearest
   *     to the snapshot is meant
   */
  public boolean contains(long xid) {
    long full = nearest(xid);
    return full < xmin || (full < xmax && !running.contains(full));
  }

  private long nearest(long xid) {
    long full = xmax - Math.floorMod(xmax, EPOCH) + xid;
    if (full > xmax + EPOCH / 2) {
      return full - EPOCH;
    }
    return full < xmax - EPOCH / 2 ? full + EPOCH : full;
  }
}
