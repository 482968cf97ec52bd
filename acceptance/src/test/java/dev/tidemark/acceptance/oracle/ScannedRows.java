package dev.tidemark.acceptance.oracle;

import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.restorer.load.RowCursor;
import dev.tidemark.schemas.row.RowSchema;

/** The live rows of one partition, each as it was written. */
record ScannedRows(TableScan scan) implements RowCursor {

  @Override
  public boolean advance() {
    return scan.advance();
  }

  @Override
  public RowSchema schema() {
    return scan.schema();
  }

  @Override
  public byte[] array() {
    return scan.row().array();
  }

  @Override
  public int offset() {
    return scan.row().offset();
  }

  @Override
  public int length() {
    return scan.row().length();
  }

  @Override
  public void close() {
    scan.close();
  }
}
