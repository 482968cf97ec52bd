package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.KeyCursor;
import dev.tidemark.compactor.fold.KeyState;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.Places;
import dev.tidemark.compactor.fold.VersionCursor;
import dev.tidemark.compactor.fold.VersionKind;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowSlice;

/**
 * Looks up, in the sorted batch, the row that each moved row's old key had just before. A move
 * names a key and not its partition, so the moves of a table are joined with each of its lanes.
 */
final class BatchLookup {

  private static final int AFTER = 1;
  private static final long NEVER = -1;

  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final KeyState state;
  private final MoveSorter asks;
  private final MoveSorter answers;

  private final AvroOutput place = new AvroOutput();

  /** What is wanted when the batch does not know a value of the current key's row. */
  private Want origin = Want.BASE;

  private long originSequence;
  private long originOrder;

  /** The transaction of the current key's newest version, if that deleted it. */
  private long deletedIn = NEVER;

  BatchLookup(
      Lanes lanes, BatchSchemas schemas, KeyState state, MoveSorter asks, MoveSorter answers) {
    this.lanes = lanes;
    this.schemas = schemas;
    this.state = state;
    this.asks = asks;
    this.answers = answers;
  }

  void run(SortedRecords batch) {
    try (KeyCursor keys = new KeyCursor(batch)) {
      boolean more = keys.nextKey();
      while (more) {
        more = joinLane(keys);
      }
    }
    long lost = asks.count() - answers.count();
    if (lost != 0) {
      throw new InconsistentLogException(
          lost + " rows moved away from keys that the log does not show to be deleted.");
    }
  }

  /** Joins one lane; false when none follows. */
  private boolean joinLane(KeyCursor keys) {
    int lane = keys.lane();
    int table = lanes.firstOf(lanes.table(lane));
    KeyOrder order = schemas.keyOrder(lane);
    try (MoveCursor ask = asks.open()) {
      boolean asking = ask.advance();
      while (asking && ask.lane() < table) {
        asking = ask.advance();
      }
      boolean more = true;
      while (more && keys.lane() == lane) {
        int compared = asking && ask.lane() == table ? order.compare(ask.key(), keys.key()) : AFTER;
        if (compared < 0) {
          asking = ask.advance();
        } else if (compared > 0) {
          more = keys.nextKey();
        } else {
          asking = joinKey(ask, keys);
          more = keys.nextKey();
        }
      }
      return more;
    }
  }

  /** Answers all moves away from one key; false when no move follows them. */
  private boolean joinKey(MoveCursor ask, KeyCursor keys) {
    state.begin();
    origin = Want.BASE;
    deletedIn = NEVER;
    boolean asking = true;
    while (asking && isHere(ask, keys) && keys.nextVersion()) {
      VersionCursor version = keys.version();
      while (asking && isHere(ask, keys) && isBefore(ask, version)) {
        answer(ask, keys);
        asking = ask.advance();
      }
      apply(version);
    }
    while (asking && isHere(ask, keys)) {
      answer(ask, keys);
      asking = ask.advance();
    }
    return asking;
  }

  private boolean isHere(MoveCursor ask, KeyCursor keys) {
    return ask.lane() == lanes.firstOf(lanes.table(keys.lane())) && ask.key().equals(keys.key());
  }

  private static boolean isBefore(MoveCursor ask, VersionCursor version) {
    return ask.sequence() != version.sequence()
        ? ask.sequence() < version.sequence()
        : ask.order() < version.order();
  }

  private void apply(VersionCursor version) {
    state.apply(version);
    deletedIn = version.kind() == VersionKind.DELETED ? version.sequence() : NEVER;
    switch (version.kind()) {
      case CREATED -> origin = Want.NOTHING;
      case MOVED -> {
        origin = Want.MOVE;
        originSequence = version.sequence();
        originOrder = version.order();
      }
      case UPDATED, DELETED -> {}
    }
  }

  private void answer(MoveCursor ask, KeyCursor keys) {
    if (deletedIn != ask.sequence()) {
      throw answers.unresolvable(ask.other());
    }
    place.reset();
    boolean fromMove = origin == Want.MOVE;
    Places.write(
        keys.lane(), keys.key(), fromMove ? originSequence : 0, fromMove ? originOrder : 0, place);
    if (state.hasRow()) {
      answers.addFilled(
          ask, state.schema(), state.row(), state.unchanged(), origin, RowSlice.of(place));
    } else {
      answers.add(
          ask.other(), RowSlice.of(place), origin, ask.schema(), ask.unchanged(), ask.row());
    }
  }
}
