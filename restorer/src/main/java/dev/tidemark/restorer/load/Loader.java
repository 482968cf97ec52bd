package dev.tidemark.restorer.load;

import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.TableId;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Loads several tables at once, and stops all of them when one fails or the caller is interrupted.
 */
public final class Loader {

  private final Destination destination;
  private final Verification verification;
  private final int parallelism;
  private final LoadProgress progress;

  /**
   * @param parallelism how many tables at once, at most
   */
  public Loader(
      Destination destination, Verification verification, int parallelism, LoadProgress progress) {
    this.destination = destination;
    this.verification = verification;
    this.parallelism = parallelism;
    this.progress = progress;
  }

  private record Loaded(TableId table, Checksum checksum) {}

  /**
   * Loads and verifies all tables.
   *
   * @return what was loaded, by the tables' names on the target
   * @throws RestoreCancelledException the calling thread was interrupted
   */
  public SortedMap<TableId, Checksum> load(List<? extends RowSource> sources) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallelism, sources.size()));
    CompletionService<Loaded> tables = new ExecutorCompletionService<>(threads);
    try {
      // The largest first: the end then waits for no straggler.
      sources.stream()
          .sorted(Comparator.comparingLong(RowSource::weight).reversed())
          .forEach(source -> tables.submit(() -> load(source)));
      return collect(tables, sources.size());
    } finally {
      stop(threads);
    }
  }

  private Loaded load(RowSource source) {
    return new Loaded(
        source.table().name(), new TableLoad(source, progress).run(destination, verification));
  }

  private static SortedMap<TableId, Checksum> collect(CompletionService<Loaded> tables, int count) {
    SortedMap<TableId, Checksum> loaded = new TreeMap<>();
    try {
      while (loaded.size() < count) {
        Loaded table = tables.take().get();
        loaded.put(table.table(), table.checksum());
      }
      return loaded;
    } catch (InterruptedException e) {
      throw new RestoreCancelledException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException("a table could not be loaded", e.getCause());
    }
  }

  /** When this returns no thread touches the destination any more, so that it can be undone. */
  private void stop(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      destination.cancel();
      try {
        threads.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
