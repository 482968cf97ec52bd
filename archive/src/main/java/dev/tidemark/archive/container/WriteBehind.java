package dev.tidemark.archive.container;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks in a thread of its own, in their order, while the next ones are filled: to compress
 * them is as much work as to make them. What fails there is thrown to whoever fills them, by the
 * next call.
 */
final class WriteBehind {

  /** Full blocks that may wait for the one that is being written. */
  private static final int WAITING = 2;

  private final BlockOutput out;
  private final Thread thread = new Thread(this::run, "archive-writer");
  private final Deque<Block> full = new ArrayDeque<>();
  private final Deque<Block> empty = new ArrayDeque<>();
  private boolean writing;
  private boolean ended;
  private @Nullable Throwable failure;

  private WriteBehind(BlockOutput out) {
    this.out = out;
  }

  /** Until {@link #end} or {@link #abort}, the output is this thread's alone. */
  static WriteBehind start(BlockOutput out) {
    WriteBehind behind = new WriteBehind(out);
    behind.thread.setDaemon(true);
    behind.thread.start();
    return behind;
  }

  /**
   * Hands over a full block. Returns when a large one is written.
   *
   * @return one that was written and is empty; null when there is none yet
   * @throws InterruptedException this thread was interrupted, whether it had to wait or not
   */
  synchronized @Nullable Block exchange(Block block) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (full.size() == WAITING && failure == null) {
      wait();
    }
    throwFailure();
    boolean isLarge = block.isLarge();
    full.add(block);
    notifyAll();
    while (isLarge && isBusy()) {
      wait();
    }
    throwFailure();
    return empty.poll();
  }

  private boolean isBusy() {
    return (writing || !full.isEmpty()) && failure == null;
  }

  /** Waits until all blocks that were handed over are written, and ends the thread. */
  void end() throws InterruptedException {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    thread.join();
    synchronized (this) {
      throwFailure();
    }
  }

  /**
   * Ends the thread, whatever is still to be written, and waits for that. An interrupt of the
   * calling thread stays marked.
   */
  void abort() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailure() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private void run() {
    try {
      for (Block next = next(); next != null; next = next()) {
        out.write(next);
        written(next);
      }
    } catch (InterruptedException aborted) {
      return;
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized @Nullable Block next() throws InterruptedException {
    while (full.isEmpty() && !ended) {
      wait();
    }
    Block next = full.poll();
    writing = next != null;
    notifyAll();
    return next;
  }

  private synchronized void written(Block block) {
    if (!block.isLarge()) {
      block.clear();
      empty.add(block);
    }
    writing = false;
    notifyAll();
  }

  private synchronized void fail(Throwable why) {
    failure = why;
    notifyAll();
  }
}
