package dev.tidemark.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/**
 * Lets a command clean up behind itself when Ctrl-C or a signal ends the process: its work is
 * stopped, and the process lives until the command has come to its end and said how.
 *
 * <p>A command that ends well all the same, because it was past stopping, or because to be stopped
 * is its good end, exits with 0. Otherwise the JVM exits with 128 and the signal's number.
 */
final class OnSignal {

  private static final Logger LOG = LoggerFactory.getLogger(OnSignal.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final List<Thread> hooks = new ArrayList<>();

  /** Does work that ends in good order when its thread is interrupted. */
  <T> T interrupted(Supplier<T> work) {
    return stopped(Thread.currentThread()::interrupt, PATIENCE, work);
  }

  /**
   * @param stop makes the work end
   * @param patience how long the command may need to come to its end after that
   */
  <T> T stopped(Runnable stop, Duration patience, Supplier<T> work) {
    Thread hook = new Thread(() -> end(stop, patience), "on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    hooks.add(hook);
    return work.get();
  }

  private void end(Runnable stop, Duration patience) {
    stop.run();
    try {
      if (exit.get(patience.toMillis(), TimeUnit.MILLISECONDS) == ExitCode.OK) {
        // Whoever waits for the process must not take it for broken off.
        Runtime.getRuntime().halt(ExitCode.OK);
      }
    } catch (TimeoutException e) {
      LOG.warn("what was begun could not be ended in time");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The command is at its end, and all of it is said.
   *
   * @return the same
   */
  int ended(int code) {
    exit.complete(code);
    hooks.forEach(OnSignal::remove);
    return code;
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the process is ending", e);
    }
  }
}
