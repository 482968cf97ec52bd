package dev.tidemark.benchmarks.measure;

/**
 * A line with figures.
 *
 * @param what what Tidemark did, with its size
 * @param against whom or what it is held against
 * @param ours what Tidemark measured, in {@code unit}
 * @param theirs what the other measured in the same rounds, in {@code unit}
 * @param ratio what the goal speaks of
 * @param unit of the figures, such as {@code changes/s} or {@code s}
 */
public record Row(
    String what,
    String against,
    Figures ours,
    Figures theirs,
    Figures ratio,
    String unit,
    Goal goal)
    implements Line {

  /** A rate or an amount held against another: ours over theirs. */
  public static Row ratio(
      String what, String against, Figures ours, Figures theirs, String unit, Goal goal) {
    return new Row(what, against, ours, theirs, ours.over(theirs), unit, goal);
  }

  /** How much less time it took than the other: theirs over ours. */
  public static Row speedup(
      String what, String against, Figures ours, Figures theirs, String unit, Goal goal) {
    return new Row(what, against, ours, theirs, theirs.over(ours), unit, goal);
  }

  /** A figure with a bound of its own, such as a lag. */
  public static Row figure(String what, String against, Figures ours, String unit, Goal goal) {
    return new Row(what, against, ours, ours, ours, unit, goal);
  }

  /** Whether it is a ratio, and no figure with a bound of its own. */
  public boolean isHeldAgainst() {
    return !theirs.equals(ours) || !ratio.equals(ours);
  }

  public boolean isMet() {
    return goal.isMetBy(ratio.median());
  }
}
