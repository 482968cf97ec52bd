package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.PlaceOrder;

/** Looks moved rows up in the moved rows of which they are later states. */
final class MoveLookup {

  private final PlaceOrder order;
  private final MoveSorter wanting;
  private final MoveSorter moves;
  private final MoveSorter next;

  /**
   * @param wanting by what they want
   * @param moves all, by their targets
   * @param next takes the rows filled, by their targets
   */
  MoveLookup(PlaceOrder order, MoveSorter wanting, MoveSorter moves, MoveSorter next) {
    this.order = order;
    this.wanting = wanting;
    this.moves = moves;
    this.next = next;
  }

  void run() {
    try (MoveCursor later = wanting.open();
        MoveCursor earlier = moves.open()) {
      boolean there = earlier.advance();
      while (later.advance()) {
        while (there && compare(earlier, later) < 0) {
          there = earlier.advance();
        }
        if (!there || compare(earlier, later) != 0) {
          throw next.unresolvable(later.other());
        }
        next.addFilled(
            later,
            earlier.schema(),
            earlier.row(),
            earlier.unchanged(),
            earlier.want(),
            earlier.other());
      }
    }
  }

  private int compare(MoveCursor a, MoveCursor b) {
    return order.compare(a.buffer(), a.offset(), 0, b.buffer(), b.offset(), 0);
  }
}
