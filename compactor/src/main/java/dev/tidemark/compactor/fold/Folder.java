package dev.tidemark.compactor.fold;

import dev.tidemark.compactor.sort.ReversingStack;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import java.util.function.Consumer;

/**
 * Folds a sorted batch: each key's versions are filled from the oldest to the newest and given out
 * from the newest to the oldest. A key with more versions than fit in memory is turned around on
 * disk.
 */
public final class Folder {

  private static final int[] NONE = {};

  private final KeyState state;
  private final ReversingStack stack;
  private final AvroOutput version = new AvroOutput();
  private final AvroInput in = new AvroInput();

  /**
   * @param state for the folder alone
   * @param stack empty; the caller's to close
   */
  public Folder(KeyState state, ReversingStack stack) {
    this.state = state;
    this.stack = stack;
  }

  public void fold(SortedRecords batch, MovedRows moved, Consumer<FoldedVersion> sink) {
    try (KeyCursor keys = new KeyCursor(batch)) {
      while (keys.nextKey()) {
        fill(keys, moved);
        give(keys.lane(), keys.key(), sink);
      }
    }
  }

  private void fill(KeyCursor keys, MovedRows moved) {
    state.begin();
    while (keys.nextVersion()) {
      VersionCursor next = keys.version();
      if (next.kind() == VersionKind.MOVED) {
        state.applyMoved(next, moved.filled(next));
      } else {
        state.apply(next);
      }
      push(next);
    }
  }

  private void push(VersionCursor cursor) {
    version.reset();
    version.writeLong(cursor.sequence());
    version.writeLong(cursor.order());
    version.writeBoolean(state.isLive());
    if (state.isLive()) {
      RowSlice row = state.row();
      version.writeInt(state.schema());
      version.writeInts(state.unchanged());
      version.writeRaw(row.array(), row.offset(), row.length());
    } else {
      version.writeInt(cursor.schema());
    }
    stack.push(version.array(), 0, version.size());
  }

  private void give(int lane, RowSlice key, Consumer<FoldedVersion> sink) {
    for (boolean newest = true; stack.pop(); newest = false) {
      in.reset(stack.buffer(), stack.offset(), stack.length());
      long sequence = in.readLong();
      long order = in.readLong();
      boolean live = in.readBoolean();
      int schema = in.readInt();
      int[] unchanged = live ? in.readInts() : NONE;
      RowSlice row = live ? new RowSlice(stack.buffer(), in.position(), in.remaining()) : null;
      sink.accept(new FoldedVersion(lane, key, newest, sequence, order, schema, unchanged, row));
    }
  }
}
