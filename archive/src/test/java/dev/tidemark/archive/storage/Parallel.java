package dev.tidemark.archive.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does one thing in several threads at once. */
final class Parallel {

  private Parallel() {}

  /** What each of the threads does. */
  interface Task<T> {
    T run(int me) throws Exception;
  }

  static <T> void run(int threads, Task<T> task, Consumer<T> check) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int me = i;
        tasks.add(() -> task.run(me));
      }
      for (Future<T> done : pool.invokeAll(tasks)) {
        check.accept(done.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
