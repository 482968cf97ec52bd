package dev.tidemark.restorer.load;

import dev.tidemark.restorer.verify.Checksum;

/** One table on its way: rows, then {@link #endRows}, {@link #finish} and {@link #readBack}. */
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

  /** Reads every row back and adds them up. */
  Checksum readBack();

  @Override
  void close();
}
