package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table after the other beside the stream. A part belongs into the log before the first
 * transaction that its snapshot did not see. Whatever it saw is before that, but for transactions
 * that became visible in another order than they stand in the log: those come again, and change
 * nothing. They are over when a message has come that was written after the last snapshot.
 */
final class TableReading {

  /** How it stands with the table. */
  enum Outcome {
    GOES_ON,
    /** All its parts are in the log, and all that they saw. */
    COMPLETE,
    /** It is no longer as it was, and has to be looked at anew. */
    LOST
  }

  /** With more rows than these to be read once more, the table is begun anew. */
  private static final int MOST_AGAIN = 10_000;

  /** So many of them at a time are held in memory. */
  private static final int AGAIN_AT_ONCE = 16;

  private final TableRows rows;
  private final String touch;
  private final List<@Nullable String[]> again = new ArrayList<>();
  private TableRows.@Nullable Reader reader;
  private @Nullable TableState table;
  private @Nullable TablePart waiting;
  private boolean isBegun;
  private boolean isAllRead;
  private @Nullable SeenTransactions seen;
  private long touches;

  /**
   * @param touch what messages begin with that are written for this; nobody else's do
   */
  TableReading(TableRows rows, String touch) {
    this.rows = rows;
    this.touch = touch;
  }

  boolean isIdle() {
    return table == null;
  }

  boolean isOf(TableId other) {
    return table != null && table.table().equals(other);
  }

  /** Begins with a table. */
  Outcome begin(TableState next) {
    stop();
    table = next;
    reader = rows.open(next);
    return read();
  }

  /** The part that belongs before a transaction of this number, if one does. */
  Optional<TablePart> due(long xid) {
    return Optional.ofNullable(waiting).filter(part -> !part.seen().contains(xid));
  }

  /** Whether the part at hand is the table's first. */
  boolean isFirst() {
    return !isBegun;
  }

  /** The part at hand is in the log; goes on to the next. */
  Outcome placed() {
    if (waiting == null) {
      throw new IllegalStateException("no part waits");
    }
    isAllRead |= waiting.isLast();
    isBegun = true;
    seen = waiting.seen();
    waiting = null;
    return isAllRead ? Outcome.GOES_ON : read();
  }

  /** Whether the rows in the log are what they were after a transaction of this number. */
  boolean hasSeen(long xid) {
    return seen != null && seen.contains(xid);
  }

  /**
   * A row came with values that are those of a row under another key, which may not have been read.
   */
  void readAgain(@Nullable String[] key) {
    again.add(key);
    if (again.size() > MOST_AGAIN) {
      throw new BrokenStreamException(
          "more than "
              + MOST_AGAIN
              + " rows of "
              + (table == null ? "a table" : table.table())
              + " changed their keys while they were read");
    }
  }

  /** A message has come; it may be the one that was written after the last part was read. */
  Outcome message(String content) {
    if (!content.equals(touch + touches) || !isAllRead || waiting != null) {
      return Outcome.GOES_ON;
    }
    if (again.isEmpty()) {
      return Outcome.COMPLETE;
    }
    return read();
  }

  private Outcome read() {
    if (reader == null) {
      throw new IllegalStateException("no table is being read");
    }
    Optional<TablePart> part;
    if (isAllRead) {
      List<@Nullable String[]> next = again.subList(0, Math.min(AGAIN_AT_ONCE, again.size()));
      part = reader.again(List.copyOf(next));
      next.clear();
    } else {
      part = reader.next();
    }
    waiting = part.orElse(null);
    rows.touch(touch + ++touches);
    return part.isPresent() ? Outcome.GOES_ON : Outcome.LOST;
  }

  void stop() {
    if (reader != null) {
      reader.close();
    }
    reader = null;
    table = null;
    waiting = null;
    isBegun = false;
    isAllRead = false;
    seen = null;
    again.clear();
  }
}
