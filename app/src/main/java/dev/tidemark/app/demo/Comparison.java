package dev.tidemark.app.demo;

import dev.tidemark.app.output.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Holds the rescued rows against those of before the accident, one by one. */
final class Comparison {

  private static final int SHOWN = 3;

  private final Snapshot before;
  private final Snapshot ruined;
  private final Snapshot rescued;

  Comparison(Snapshot before, Snapshot ruined, Snapshot rescued) {
    this.before = before;
    this.ruined = ruined;
    this.rescued = rescued;
  }

  /** Whether all of them are equal. */
  boolean print(Narrator narrator) {
    narrator.fact(line("table", "rows before", "rescued", "equal", "different", "ruined rows"));
    boolean same = true;
    for (String table : before.tables().keySet()) {
      List<String> then = before.rows(table);
      List<String> now = rescued.rows(table);
      long equal = equal(then, now);
      long different = Math.max(then.size(), now.size()) - equal;
      same &= different == 0;
      narrator.fact(
          line(
              table,
              Text.count(then.size()),
              Text.count(now.size()),
              Text.count(equal),
              Text.count(different),
              Text.count(missing(then, ruined.rows(table)))));
    }
    samples(narrator);
    return same;
  }

  private static long equal(List<String> then, List<String> now) {
    long equal = 0;
    for (int row = 0; row < Math.min(then.size(), now.size()); row++) {
      if (then.get(row).equals(now.get(row))) {
        equal++;
      }
    }
    return equal;
  }

  /** How many rows of before are not among the others. */
  private static long missing(List<String> then, List<String> others) {
    Set<String> there = new HashSet<>(others);
    return then.stream().filter(row -> !there.contains(row)).count();
  }

  private void samples(Narrator narrator) {
    narrator.fact("");
    narrator.fact("for example, from orders:");
    for (int row = 0; row < SHOWN; row++) {
      narrator.fact("  before   " + sample(before, row));
      narrator.fact("  ruined   " + sample(ruined, row));
      narrator.fact("  rescued  " + sample(rescued, row));
    }
  }

  private static String sample(Snapshot snapshot, int row) {
    List<String> orders = snapshot.rows("orders");
    return row < orders.size() ? orders.get(row) : "there is no such row";
  }

  private static String line(
      String table, String before, String rescued, String equal, String different, String ruined) {
    return String.format(
        Locale.ROOT,
        "%-12s %12s %9s %9s %11s %13s",
        table,
        before,
        rescued,
        equal,
        different,
        ruined);
  }
}
