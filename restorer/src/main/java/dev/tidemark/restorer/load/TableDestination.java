package dev.tidemark.restorer.load;

import dev.tidemark.restorer.verify.Checksum;

/**
 * One table on its way: rows, then {@link #endRows}, then {@link #finish} or {@link
 * #finishAndAddUp}.
 */
public interface TableDestination extends AutoCloseable {

  /** Takes a row, as its Avro bytes under the row schema of the table's definition. */
  void row(byte[] bytes, int offset, int length);

  /**
   * No more rows.
   *
   * @return how many the destination says it took
   */
  long endRows();

  /** Adds what comes after the data: keys, constraints, indexes, the state of sequences. */
  void finish();

  /**
   * Does the same and tells what the destination holds, in the order that is best for it, or at
   * once.
   */
  Checksum finishAndAddUp();

  @Override
  void close();
}
