package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.MovedRows;
import dev.tidemark.compactor.fold.PlaceOrder;
import dev.tidemark.compactor.fold.VersionCursor;
import dev.tidemark.schemas.row.RowSlice;

/** Moved rows with all their values, in the order of their versions. */
final class ResolvedRows implements MovedRows {

  private final PlaceOrder order;
  private final MoveCursor moves;

  ResolvedRows(PlaceOrder order, MoveSorter moves) {
    this.order = order;
    this.moves = moves.open();
  }

  @Override
  public RowSlice filled(VersionCursor moved) {
    while (moves.advance()) {
      int compared =
          order.compare(moves.buffer(), moves.offset(), 0, moved.buffer(), moved.offset(), 0);
      if (compared == 0) {
        return moves.row();
      }
      if (compared > 0) {
        break;
      }
    }
    throw new IllegalStateException(
        "the moved row at " + moved.sequence() + "/" + moved.order() + " was not resolved");
  }

  @Override
  public void close() {
    moves.close();
  }
}
