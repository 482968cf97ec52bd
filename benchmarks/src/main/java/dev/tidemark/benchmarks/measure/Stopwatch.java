package dev.tidemark.benchmarks.measure;

/** Seconds since it was started, by the clock that never goes back. */
public final class Stopwatch {

  private final long begun = System.nanoTime();

  private Stopwatch() {}

  public static Stopwatch start() {
    return new Stopwatch();
  }

  public double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }
}
