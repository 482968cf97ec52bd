package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** One backup, restore or drop of a collection at a time, over all processes. */
public final class OperationLock implements AutoCloseable {

  private final ProcessLock lock;

  private OperationLock(ProcessLock lock) {
    this.lock = lock;
  }

  /**
   * Does something while nothing else of the collection runs.
   *
   * @param what a noun for the others to read: {@code full backup}
   * @throws BusyException something else of the collection runs
   */
  public static <T> T holding(
      Home home, CollectionName name, String what, Instant now, Supplier<T> operation) {
    OperationLock lock =
        tryTake(home, name, what, now)
            .orElseThrow(
                () -> new BusyException(name, JsonFile.read(noteFile(home, name), Note.class)));
    try {
      return operation.get();
    } finally {
      lock.close();
    }
  }

  /** Empty when something else of the collection runs. */
  public static Optional<OperationLock> tryTake(
      Home home, CollectionName name, String what, Instant now) {
    home.prepare();
    Path file = home.runDirectory().resolve(name + ".operation.lock");
    Optional<ProcessLock> lock = ProcessLock.take(file);
    return lock.map(taken -> noted(taken, home, name, what, now));
  }

  private static OperationLock noted(
      ProcessLock taken, Home home, CollectionName name, String what, Instant now) {
    String since = now.truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      JsonFile.write(noteFile(home, name), new Note(what, since, ProcessHandle.current().pid()));
    } catch (RuntimeException e) {
      // Nobody would give it back: the collection would be busy for as long as this process lives.
      taken.close();
      throw e;
    }
    return new OperationLock(taken);
  }

  private static Path noteFile(Home home, CollectionName name) {
    // Beside the lock, not in it: reading it must not open the locked file.
    return home.runDirectory().resolve(name + ".operation.json");
  }

  @Override
  public void close() {
    lock.close();
  }

  /** Who holds the lock; written by the holder. */
  record Note(String what, String since, long pid) {}
}
