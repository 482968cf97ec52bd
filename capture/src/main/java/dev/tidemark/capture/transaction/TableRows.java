package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the rows of a table are read, part by part, each as one snapshot saw them. */
public interface TableRows {

  /**
   * Begins with a table from its first row.
   *
   * @param state as the table was last looked at
   */
  Reader open(TableState state);

  /** Writes something into the source's log, so that a transaction comes that no part has seen. */
  void touch(String message);

  /** Reads one table. */
  interface Reader extends AutoCloseable {

    /**
     * The next rows in the order of their keys; all rows of a table without a key are seen by one
     * snapshot.
     *
     * @return empty when the table is no longer as it was when last looked at
     */
    Optional<TablePart> next();

    /**
     * The rows with some keys, as far as they are there.
     *
     * @param keys rows with values in the key's columns alone
     */
    Optional<TablePart> again(List<@Nullable String[]> keys);

    @Override
    void close();
  }
}
