package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.KeyState;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.MovedRows;
import dev.tidemark.compactor.fold.PlaceOrder;
import dev.tidemark.compactor.fold.Places;
import dev.tidemark.compactor.fold.Readings;
import dev.tidemark.compactor.fold.Truncates;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.compactor.source.BaseRows;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers a batch's moved rows that left values unchanged, and resolves them: first in the batch;
 * then, for rows that moved more than once, among each other, where every round doubles the number
 * of moves that are looked through; at last in the chain.
 */
public final class Moves implements AutoCloseable {

  /** At most so many sorters of moves are in use at once. */
  private static final int SORTERS = 4;

  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final PlaceOrder order;
  private final long memory;
  private final Path directory;
  private final List<MoveSorter> open = new ArrayList<>();
  private final MoveSorter asks;
  private final AvroOutput wanted = new AvroOutput();
  private final AvroOutput target = new AvroOutput();
  private int sorters;

  /**
   * @param memory for all sorting of moves, in bytes
   * @param directory exists, and is the caller's to delete
   */
  public Moves(Lanes lanes, BatchSchemas schemas, long memory, Path directory) {
    this.lanes = lanes;
    this.schemas = schemas;
    this.order = new PlaceOrder(schemas);
    this.memory = memory;
    this.directory = directory;
    this.asks = sorter();
  }

  /**
   * Takes a moved row.
   *
   * @param lane where it is now
   * @param key the key it has now
   * @param oldKey the key it had
   * @param unchanged positions it left unchanged, at least one
   */
  public void add(
      int lane,
      RowSlice key,
      RowSlice oldKey,
      long sequence,
      long changeOrder,
      int schema,
      int[] unchanged,
      RowSlice row) {
    int table = lanes.firstOf(lanes.table(lane));
    wanted.reset();
    Places.write(table, oldKey, sequence, changeOrder, wanted);
    target.reset();
    Places.write(lane, key, sequence, changeOrder, target);
    asks.add(RowSlice.of(wanted), RowSlice.of(target), Want.BATCH, schema, unchanged, row);
  }

  /**
   * Resolves all rows taken.
   *
   * @param batch the whole batch, sorted; the rows taken are among its versions
   * @throws dev.tidemark.compactor.fold.InconsistentLogException a value is known nowhere
   */
  public MovedRows resolve(
      SortedRecords batch, Truncates truncates, Readings readings, BaseRows base) {
    if (asks.count() == 0) {
      return new ResolvedRows(order, asks);
    }
    MoveSorter moves = sorter();
    KeyState state = new KeyState(lanes, schemas, truncates, readings);
    new BatchLookup(lanes, schemas, state, asks, moves).run(batch);
    close(asks);
    while (moves.wanting() > 0 && has(Want.MOVE, moves)) {
      moves = nextRound(moves);
    }
    if (moves.wanting() > 0) {
      moves = fromBase(moves, base);
    }
    return new ResolvedRows(order, moves);
  }

  private MoveSorter nextRound(MoveSorter moves) {
    MoveSorter wanting = sorter();
    MoveSorter next = sorter();
    split(moves, Want.MOVE, wanting, next);
    new MoveLookup(order, wanting, moves, next).run();
    close(wanting);
    close(moves);
    return next;
  }

  private MoveSorter fromBase(MoveSorter moves, BaseRows base) {
    MoveSorter wanting = sorter();
    MoveSorter next = sorter();
    split(moves, Want.BASE, wanting, next);
    close(moves);
    new BaseLookup(lanes, schemas, wanting, next).run(base);
    close(wanting);
    return next;
  }

  private static boolean has(Want want, MoveSorter moves) {
    try (MoveCursor move = moves.open()) {
      while (move.advance()) {
        if (move.want() == want) {
          return true;
        }
      }
      return false;
    }
  }

  private static void split(MoveSorter moves, Want want, MoveSorter wanting, MoveSorter others) {
    try (MoveCursor move = moves.open()) {
      while (move.advance()) {
        if (move.want() == want) {
          wanting.turned(move);
        } else {
          others.copy(move);
        }
      }
    }
  }

  private MoveSorter sorter() {
    ExternalSorter sorter =
        new ExternalSorter(order, memory / SORTERS, directory, "moves-" + sorters++);
    MoveSorter moves = new MoveSorter(lanes, schemas, sorter);
    open.add(moves);
    return moves;
  }

  private void close(MoveSorter moves) {
    open.remove(moves);
    moves.close();
  }

  @Override
  public void close() {
    open.forEach(MoveSorter::close);
    open.clear();
  }
}
