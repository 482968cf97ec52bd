package dev.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What was asked for.
 *
 * @param rounds how often each figure is measured; 1 or more
 * @param scale of all sizes; above 0, and 1 is what the goals speak of
 * @param names of benchmarks, in this order; empty for all
 */
record Arguments(int rounds, double scale, List<String> names) {

  Arguments {
    if (rounds < 1 || scale <= 0) {
      throw new IllegalArgumentException("--rounds is 1 or more, --scale above 0");
    }
    names = List.copyOf(names);
  }

  static Arguments parse(List<String> words) {
    int rounds = 3;
    double scale = 1;
    List<String> names = new ArrayList<>();
    for (Iterator<String> left = words.iterator(); left.hasNext(); ) {
      String word = left.next();
      switch (word) {
        case "--rounds" -> rounds = Integer.parseInt(left.next());
        case "--scale" -> scale = Double.parseDouble(left.next());
        default -> names.add(word);
      }
    }
    return new Arguments(rounds, scale, names);
  }
}
