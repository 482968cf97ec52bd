package dev.tidemark.archive.erasure;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.Optional;

/** Says which rows of a table are looked for. */
public interface RowMatch {

  /** Among rows of one schema; empty when what is asked cannot be told of them. */
  Optional<OfSchema> of(RowSchema schema);

  /** Of rows that have one schema. Not for sharing between threads. */
  interface OfSchema {

    /** Whether it asks for the value at a position. */
    boolean needs(int position);

    /** Whether a row is meant, of which all that is asked for is known. */
    boolean isMet(RowSlice row);
  }
}
