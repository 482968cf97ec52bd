package dev.tidemark.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that dies with its process, however that dies.
 *
 * <p>The operating system's locks belong to a process, and closing <em>any</em> descriptor of the
 * file releases them. So the locks of this process are kept in a list as well, and a file that
 * stands there is never opened again.
 */
public final class ProcessLock implements AutoCloseable {

  private static final Set<Path> OURS = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock if nobody has it. */
  static Optional<ProcessLock> take(Path file) {
    synchronized (OURS) {
      if (OURS.contains(file)) {
        return Optional.empty();
      }
      try {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
          channel.close();
          return Optional.empty();
        }
        OURS.add(file);
        return Optional.of(new ProcessLock(file, channel));
      } catch (IOException e) {
        throw HomeException.unwritable(file, e);
      }
    }
  }

  /** As {@link #take(Path)}, but somebody who only looks whether it is held is waited for. */
  static Optional<ProcessLock> take(Path file, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<ProcessLock> lock = take(file);
    while (lock.isEmpty() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      lock = take(file);
    }
    return lock;
  }

  /** Somebody, this process included, holds the lock. */
  static boolean isHeld(Path file) {
    synchronized (OURS) {
      if (OURS.contains(file)) {
        return true;
      }
      if (!Files.exists(file)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return lock == null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (OURS) {
      if (OURS.remove(file)) {
        try {
          channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
