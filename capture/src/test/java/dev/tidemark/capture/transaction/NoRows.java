package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;

/** Where no table is ever read. */
final class NoRows implements TableRows {

  @Override
  public Reader open(TableState state) {
    throw new AssertionError("nobody reads " + state.table());
  }

  @Override
  public void touch(String message) {
    throw new AssertionError("nobody reads");
  }
}
