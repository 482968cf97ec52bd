package dev.tidemark.archive.merge;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;

/** Sees the versions of rows. What it is given is valid until it returns. */
public interface VersionVisitor {

  /** Whether versions of this key are of interest still. */
  boolean wants(RowSchema schema, RowSlice key);

  /** Whether a version can be told without the values at these positions. */
  boolean isEnough(RowSchema schema, int[] unknown);

  /** A version of which enough is known. */
  void visit(RowSchema schema, RowSlice key, RowSlice row);

  /** A version that left values unchanged which are nowhere, or not known any more. */
  void visitUnresolved(RowSchema schema);
}
