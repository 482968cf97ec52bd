package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.OperationBoard;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.restorer.target.LookAtTargetException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One operation from its lock to its result. While it lasts any process can see how it is, and ask
 * it to end, which interrupts it; afterwards what came of it stays to be read.
 */
public final class Underway {

  private final Home home;
  private final Operation operation;
  private final Clock clock;
  private final Listener listener;

  public Underway(Home home, Operation operation, Clock clock, Listener listener) {
    this.home = home;
    this.operation = operation;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * What a person wants of a collection, from now on.
   *
   * @param what a noun for the others to read: {@code full backup}
   * @throws dev.tidemark.app.home.CollectionException there is no such collection
   */
  static Underway asked(
      Home home, CollectionName name, String what, Clock clock, Listener listener) {
    // Before anything waits for it, or is written down of it.
    var unused = home.collections().get(name);
    return new Underway(home, Operation.asked(name, what, Instant.now(clock)), clock, listener);
  }

  /**
   * What is to be done.
   *
   * @param <T> what comes of it
   */
  public interface Work<T> {

    /**
     * @param heard by whoever follows the operation, here and elsewhere
     */
    T run(Listener heard);

    /** What came of it, as a sentence without its full stop. */
    String result(T outcome);

    /** Why it ended early, if it was interrupted, made of what broke. */
    ProblemException cancelled(RuntimeException cause);
  }

  /**
   * Does it while nothing else of the collection runs.
   *
   * @param patience how long a scheduled backup is waited for
   * @throws dev.tidemark.app.home.BusyException something else of the collection runs
   */
  <T> T run(Duration patience, Work<T> work) {
    return Cancellable.run(
        () ->
            OperationLock.holding(
                home,
                operation,
                patience,
                running -> listener.note("waiting for the " + running),
                () -> recorded(work)),
        work::cancelled);
  }

  /** Does it if nothing else of the collection runs; empty when something does. */
  public <T> Optional<T> tryRun(Work<T> work) {
    return OperationLock.tryTake(home, operation)
        .map(
            lock -> {
              try {
                return recorded(work);
              } finally {
                lock.close();
              }
            });
  }

  private <T> T recorded(Work<T> work) {
    OperationBoard board = home.operations();
    board.prepare();
    OperationStatus begun = OperationStatus.begun(operation);
    // Before anybody can see it and ask for its end.
    board.forgetCancel(operation.id());
    board.begin(begun);
    OperationRecord record = new OperationRecord(board, begun, listener);
    CancelWatch watch = CancelWatch.begin(board, operation.id());
    try {
      T outcome = Cancellable.run(() -> work.run(record), work::cancelled);
      record.over(OperationState.DONE, Instant.now(clock), work.result(outcome));
      return outcome;
    } catch (RuntimeException e) {
      record.over(stateAfter(e), Instant.now(clock), String.valueOf(e.getMessage()));
      throw e;
    } finally {
      watch.close();
    }
  }

  private static OperationState stateAfter(RuntimeException failure) {
    boolean isUnknown =
        failure instanceof LookAtTargetException || failure instanceof AnswerLostException;
    boolean isBrokenOff = Thread.currentThread().isInterrupted() && !isUnknown;
    return isBrokenOff ? OperationState.CANCELLED : OperationState.FAILED;
  }
}
