package dev.tidemark.archive.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes a call again while it fails for now. Threads may share it. */
public final class Retry {

  private final RetryPolicy policy;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final RetryListener listener;

  /**
   * @param nanoTime a clock that is never set
   * @param random for the pauses; threads may share it
   */
  public Retry(
      RetryPolicy policy,
      LongSupplier nanoTime,
      Sleeper sleeper,
      RandomGenerator random,
      RetryListener listener) {
    this.policy = policy;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
    this.random = random;
    this.listener = listener;
  }

  /**
   * @throws AnswerLostException the last answer was lost, or an earlier one and then nothing helped
   * @throws TransientStorageException it failed to the end of all patience, or the thread was
   *     interrupted, which stays marked
   */
  <T> T call(Supplier<T> call) {
    Attempts attempts = new Attempts();
    while (true) {
      try {
        return call.get();
      } catch (TransientStorageException e) {
        attempts.answerLost |= e instanceof AnswerLostException;
        Optional<Duration> pause = attempts.next();
        if (pause.isEmpty()) {
          throw attempts.unlessAnswerLost(
              attempts.count == 1 ? e : e.givenUp(attempts.count, attempts.elapsed()));
        }
        pause(attempts, pause.get(), e);
      } catch (StorageException e) {
        throw attempts.unlessAnswerLost(e);
      }
    }
  }

  /** The same for a call that gives nothing. */
  void run(Runnable call) {
    Object unused =
        call(
            () -> {
              call.run();
              return this;
            });
  }

  /** The same for reading. */
  int read(Read read) throws IOException {
    Attempts attempts = new Attempts();
    while (true) {
      try {
        return read.read();
      } catch (BrokenReadException e) {
        Optional<Duration> pause = attempts.next();
        if (pause.isEmpty()) {
          throw e;
        }
        pause(attempts, pause.get(), e);
      }
    }
  }

  private <E extends Exception> void pause(Attempts attempts, Duration pause, E failure) throws E {
    listener.again(attempts.count, pause, failure);
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(interrupted);
      throw failure;
    }
  }

  private final class Attempts {

    private final long start = nanoTime.getAsLong();
    private int count;
    private boolean answerLost;

    /** The pause before the next attempt; empty when there is to be none. */
    Optional<Duration> next() {
      count++;
      long left = policy.limit().toNanos() - elapsed().toNanos();
      if (count >= policy.attempts() || left <= 0 || Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      long ceiling = Math.min(policy.ceiling(count).toNanos(), left);
      return Optional.of(Duration.ofNanos(ceiling == 0 ? 0 : random.nextLong(ceiling + 1)));
    }

    /** What is known of the last attempt is not all that is known of the call. */
    StorageException unlessAnswerLost(StorageException last) {
      return answerLost && !(last instanceof AnswerLostException)
          ? AnswerLostException.earlier(last)
          : last;
    }

    Duration elapsed() {
      return Duration.ofNanos(nanoTime.getAsLong() - start);
    }
  }

  /** {@link Thread#sleep}, or what a test does instead. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  /** One read of a stream. */
  @FunctionalInterface
  interface Read {
    int read() throws IOException;
  }
}
