package dev.tidemark.benchmarks.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What one thing measured, several times.
 *
 * @param values in the order they were measured; at least one
 */
public record Figures(List<Double> values) {

  public Figures {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = List.copyOf(values);
  }

  public static Figures of(double... values) {
    return new Figures(Arrays.stream(values).boxed().toList());
  }

  /** The middle one; of an even number the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = sorted();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  public double least() {
    return sorted().get(0);
  }

  public double most() {
    return sorted().get(values.size() - 1);
  }

  /** These figures over those, run by run: what was measured in the same round is compared. */
  public Figures over(Figures others) {
    if (values.size() != others.values.size()) {
      throw new IllegalArgumentException("rounds differ: " + values + " and " + others.values);
    }
    double[] ratios = new double[values.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values.get(i) / others.values.get(i);
    }
    return of(ratios);
  }

  private List<Double> sorted() {
    return values.stream().sorted().toList();
  }
}
