package dev.tidemark.acceptance.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run has done and found. */
final class Counts {

  private final Map<String, Integer> faults = new TreeMap<>();
  private final Map<String, Long> others = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();

  void fault(Fault fault) {
    faults.merge(fault.name(), 1, Integer::sum);
  }

  void add(String what, long number) {
    others.merge(what, number, Long::sum);
  }

  void difference(String what) {
    differences.add(what);
  }

  List<String> differences() {
    return List.copyOf(differences);
  }

  /** For people: each fault and how often, then the rest. */
  String table() {
    StringBuilder table = new StringBuilder();
    faults.forEach((name, times) -> table.append("%8d  %s%n".formatted(times, name)));
    int all = faults.values().stream().mapToInt(Integer::intValue).sum();
    table.append("%8d  faults in all%n".formatted(all));
    others.forEach((name, number) -> table.append("%8d  %s%n".formatted(number, name)));
    return table.append("%8d  differences".formatted(differences.size())).toString();
  }
}
