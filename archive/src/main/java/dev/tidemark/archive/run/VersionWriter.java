package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.RowSlice;
import org.jspecify.annotations.Nullable;

/** Encodes the versions of a run and appends them to its file. */
interface VersionWriter {

  /**
   * Appends a version.
   *
   * @param key as the run has it, whole or short
   * @param row null: it was deleted
   */
  void append(long sequence, long order, RowSlice key, int[] unchanged, @Nullable RowSlice row);

  /** Gives the file what it has not got yet. */
  void finish();
}
