package dev.tidemark.app.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is costly to find out, found out again only when it is older than a second. */
final class Recent<T> {

  private static final long AGE = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<T> source;
  private final LongSupplier nanoTime;
  private @Nullable T value;
  private long found;

  Recent(Supplier<T> source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  synchronized T get() {
    T kept = value;
    if (kept != null && nanoTime.getAsLong() - found < AGE) {
      return kept;
    }
    T fresh = source.get();
    value = fresh;
    found = nanoTime.getAsLong();
    return fresh;
  }
}
