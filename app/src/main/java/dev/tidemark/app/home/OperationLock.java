package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One backup, restore or drop of a collection at a time, over all processes. */
public final class OperationLock implements AutoCloseable {

  /** How long a process may need to take the lock and then say who has taken it. */
  private static final Duration NAMELESS = Duration.ofSeconds(2);

  private static final long EVERY_MILLIS = 50;

  private final ProcessLock lock;
  private final Path note;

  private OperationLock(ProcessLock lock, Path note) {
    this.lock = lock;
    this.note = note;
  }

  /**
   * Does something while nothing else of the collection runs. A scheduled backup ends by itself, so
   * it is waited for; what another person began is not.
   *
   * @param patience how long a scheduled backup is waited for
   * @param waiting told what is waited for, once, when that begins
   * @throws BusyException something else of the collection runs, or did for all of the patience
   */
  public static <T> T holding(
      Home home,
      Operation operation,
      Duration patience,
      Consumer<Operation> waiting,
      Supplier<T> work) {
    OperationLock lock = take(home, operation, patience, waiting);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  private static OperationLock take(
      Home home, Operation operation, Duration patience, Consumer<Operation> waiting) {
    long begun = System.nanoTime();
    boolean told = false;
    Optional<OperationLock> lock = tryTake(home, operation);
    while (lock.isEmpty()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      Optional<Operation> running = running(home, operation.collection(), waited);
      if (waited.compareTo(limit(running, patience)) >= 0 || !pause()) {
        throw new BusyException(operation.collection(), running);
      }
      if (!told && running.isPresent()) {
        told = true;
        waiting.accept(running.get());
      }
      lock = tryTake(home, operation);
    }
    return lock.get();
  }

  private static Duration limit(Optional<Operation> running, Duration patience) {
    if (running.isEmpty()) {
      return NAMELESS;
    }
    return running.get().isScheduled() ? patience : Duration.ZERO;
  }

  /** Empty when something else of the collection runs. */
  public static Optional<OperationLock> tryTake(Home home, Operation operation) {
    home.prepare();
    return ProcessLock.take(lockFile(home, operation.collection()))
        .map(taken -> noted(taken, home, operation));
  }

  private static OperationLock noted(ProcessLock taken, Home home, Operation operation) {
    Path note = noteFile(home, operation.collection());
    try {
      JsonFile.write(note, OperationNote.of(operation));
    } catch (RuntimeException e) {
      // Nobody would give it back: the collection would be busy for as long as this process lives.
      taken.close();
      throw e;
    }
    return new OperationLock(taken, note);
  }

  /**
   * What runs. A note of a process that is not to be seen was most likely left by a killed one, and
   * the holder is about to write its own; if it stands for longer, its process is out of sight.
   */
  private static Optional<Operation> running(
      Home home, CollectionName collection, Duration waited) {
    return JsonFile.read(noteFile(home, collection), OperationNote.class)
        .map(note -> note.operation(collection))
        .filter(
            operation ->
                ProcessHandle.of(operation.pid()).isPresent() || waited.compareTo(NAMELESS) >= 0);
  }

  /** Who holds the collection's lock now; empty when nobody does, or has not said yet. */
  static Optional<Operation> holder(Home home, CollectionName collection) {
    return ProcessLock.isHeld(lockFile(home, collection))
        ? JsonFile.read(noteFile(home, collection), OperationNote.class)
            .map(note -> note.operation(collection))
        : Optional.empty();
  }

  private static Path lockFile(Home home, CollectionName name) {
    return home.runDirectory().resolve(name + ".operation.lock");
  }

  private static Path noteFile(Home home, CollectionName name) {
    // Beside the lock, not in it: reading it must not open the locked file.
    return home.runDirectory().resolve(name + ".operation.json");
  }

  private static boolean pause() {
    try {
      Thread.sleep(EVERY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      // While the lock is held: afterwards it would be the note of whoever comes next.
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw HomeException.unwritable(note, e);
    } finally {
      lock.close();
    }
  }
}
