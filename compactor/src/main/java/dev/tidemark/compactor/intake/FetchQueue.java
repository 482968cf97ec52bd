package dev.tidemark.compactor.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched and is not read yet, from the one thread that fetches to the one that reads.
 * Bounded by its bytes: more is let in while there is less than the bound, of which what is being
 * read is a part. So there is never more than the bound and one poll, if the reader lets go of what
 * it took before it takes the next.
 */
final class FetchQueue {

  private final long bound;
  private final Deque<Fetched> waiting = new ArrayDeque<>();

  /** Of all that waits, and of what was taken last. */
  private long bytes;

  private long taken;
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * @param bound in bytes
   */
  FetchQueue(long bound) {
    this.bound = bound;
  }

  /** Waits until more may be added, or nobody wants it any more. */
  synchronized void awaitRoom() throws InterruptedException {
    while (bytes >= bound && !closed) {
      wait();
    }
  }

  synchronized void add(Fetched fetched) {
    waiting.add(fetched);
    bytes += fetched.bytes();
    notifyAll();
  }

  /**
   * Nothing comes any more.
   *
   * @param why null when everything has come
   */
  synchronized void end(@Nullable Throwable why) {
    ended = true;
    failure = why;
    notifyAll();
  }

  /**
   * The next; what was taken before it is done with.
   *
   * @return null when everything was taken
   * @throws RuntimeException why no more has come, as are errors
   */
  synchronized @Nullable Fetched take() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    bytes -= taken;
    taken = 0;
    notifyAll();
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    Fetched next = waiting.poll();
    if (next != null) {
      taken = next.bytes();
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
    return next;
  }

  /** Nobody reads any more. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
