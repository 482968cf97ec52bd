package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.util.List;

/**
 * Reads records {@code Commits}: the columns of one at a time, of which commits are made as they
 * are asked for. Not for sharing between threads.
 */
final class CommitBatch {

  private final AvroInput in;
  private final FieldReader fields;
  private final LongColumn transactions = new LongColumn();
  private final LongColumn positions = new LongColumn();
  private final LongColumn times = new LongColumn();
  private final CommitTables tables;
  private long first;
  private int size;
  private int next;
  private boolean hasTables;

  CommitBatch(AvroInput in, FieldReader fields) {
    this.in = in;
    this.fields = fields;
    this.tables = new CommitTables(in, fields);
  }

  boolean hasNext() {
    return next < size;
  }

  /**
   * The next commit; without what it did to tables, unless that was read.
   *
   * @throws IllegalArgumentException its sequence is none
   */
  Commit next() {
    int at = next++;
    return new Commit(
        Sequence.of(first + at),
        new TransactionId(Long.toString(transactions.at(at))),
        new SourcePosition(PositionNumber.text(positions.at(at))),
        Micros.time(times.at(at)),
        hasTables ? tables.next() : List.of());
  }

  /**
   * Goes to the record at which the input stands, which stands behind it then.
   *
   * @throws MalformedBytesException the bytes are none, or its columns do not fit together
   */
  void read() {
    int commits = readPlaces();
    tables.read(commits);
    begin(commits, /* withTables= */ true);
  }

  /** The same, without what the commits did to tables. */
  void readPlacesAlone() {
    int commits = readPlaces();
    tables.skip();
    begin(commits, /* withTables= */ false);
  }

  /** Steps over a record. */
  void skip() {
    fields.skipNumbers(1);
    LongColumn.skip(in);
    fields.skipNumbers(1);
    LongColumn.skip(in);
    LongColumn.skip(in);
    tables.skip();
  }

  private void begin(int commits, boolean withTables) {
    size = commits;
    next = 0;
    hasTables = withTables;
  }

  /** How many commits there are. */
  private int readPlaces() {
    first = in.readLong();
    transactions.read(in);
    int shift = in.readInt();
    positions.read(in);
    times.read(in);
    int commits = times.size();
    if (positions.size() != commits || transactions.size() != commits) {
      throw CommitTables.unfitting();
    }
    if (shift < 0 || shift >= Long.SIZE) {
      throw new MalformedBytesException("its positions are shifted by more bits than they have");
    }
    transactions.sum(0);
    positions.sum(shift);
    times.sum(0);
    for (int i = 0; i < commits; i++) {
      if (transactions.at(i) < 0) {
        throw new MalformedBytesException("the number of a transaction is below 0");
      }
    }
    return commits;
  }
}
