package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.Lanes.Lane;
import dev.tidemark.compactor.source.BaseRows;
import dev.tidemark.schemas.row.KeyOrder;

/** Looks moved rows up in the rows that the chain has at the batch's start. */
final class BaseLookup {

  private static final int[] ALL_KNOWN = {};

  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final MoveSorter wanting;
  private final MoveSorter next;

  BaseLookup(Lanes lanes, BatchSchemas schemas, MoveSorter wanting, MoveSorter next) {
    this.lanes = lanes;
    this.schemas = schemas;
    this.wanting = wanting;
    this.next = next;
  }

  void run(BaseRows base) {
    try (MoveCursor move = wanting.open()) {
      boolean more = move.advance();
      while (more) {
        Lane lane = lanes.lane(move.lane());
        try (BaseRows.Scan scan = base.open(lane.table(), lane.partition())) {
          more = joinLane(move, scan);
        }
      }
    }
  }

  private boolean joinLane(MoveCursor move, BaseRows.Scan scan) {
    int lane = move.lane();
    KeyOrder order = schemas.keyOrder(lane);
    boolean there = scan.advance();
    boolean more = true;
    while (more && move.lane() == lane) {
      while (there && order.compare(scan.key(), move.key()) < 0) {
        there = scan.advance();
      }
      if (!there || !scan.key().equals(move.key())) {
        throw next.unresolvable(move.other());
      }
      next.addFilled(
          move, schemas.number(scan.schema()), scan.row(), ALL_KNOWN, Want.NOTHING, move.place());
      more = move.advance();
    }
    return more;
  }
}
