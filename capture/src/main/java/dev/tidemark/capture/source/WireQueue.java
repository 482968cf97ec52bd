package dev.tidemark.capture.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way from the thread that receives them to the one that works on them, bounded
 * by their bytes. One thread puts, one takes.
 */
final class WireQueue {

  /** What a message takes beside its bytes. */
  private static final int OVERHEAD = 120;

  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<WireMessage> waiting = new ArrayList<>();
  private long bytes;
  private @Nullable Throwable failure;

  /**
   * @param mostBytes how much may wait; a single message may be larger
   */
  WireQueue(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Puts messages in, once there is room.
   *
   * @return false when there was none in time; then nothing was put
   */
  boolean offer(List<WireMessage> messages, Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (bytes >= mostBytes) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      waiting.addAll(messages);
      messages.forEach(message -> bytes += message.bytes().remaining() + OVERHEAD);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** No more messages come, and this is why. What waits already is still given out. */
  void fail(Throwable why) {
    lock.lock();
    try {
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes all that waits, or nothing when nothing comes in time.
   *
   * @throws IllegalStateException no more messages come; its cause says why
   */
  List<WireMessage> take(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && nanos > 0) {
        if (failure != null) {
          throw new IllegalStateException("the change stream ended", failure);
        }
        nanos = changed.awaitNanos(nanos);
      }
      List<WireMessage> taken = waiting;
      waiting = new ArrayList<>();
      bytes = 0;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
