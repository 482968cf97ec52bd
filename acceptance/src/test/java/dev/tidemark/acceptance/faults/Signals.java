package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.await.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals to a process and everything it has begun. */
final class Signals {

  private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);

  private Signals() {}

  /** {@code kill -9}, of all at once. */
  static void kill(long pid) {
    List<ProcessHandle> tree = tree(pid);
    send("-KILL", tree);
    Await.until(
        "the end of process " + pid,
        ENDED_WITHIN,
        () -> tree.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Ctrl-C, to that process alone. */
  static void interrupt(long pid) {
    send("-INT", ProcessHandle.of(pid).stream().toList());
  }

  static void stop(long pid) {
    send("-STOP", tree(pid));
  }

  static void goOn(long pid) {
    send("-CONT", tree(pid));
  }

  private static List<ProcessHandle> tree(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .toList();
  }

  /** Who is gone already does not mind. */
  private static void send(String signal, List<ProcessHandle> tree) {
    if (tree.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", signal));
    tree.forEach(each -> command.add(Long.toString(each.pid())));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
