package dev.tidemark.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Missing;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.suite.Contest.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {

  private static final Goal GOAL = Goal.atLeast(2.5);

  @TempDir private Path work;
  private final List<Integer> published = new ArrayList<>();

  @Test
  @DisplayName("Ratios are made within a round, and every other round goes the other way round")
  void ratios() {
    Bench bench = bench(3);
    List<String> order = new ArrayList<>();
    new Contest(bench, "work", "changes/s")
        .tidemark(round -> said(order, "tidemark", 100.0 * (round + 1)))
        .against(
            "peer", Rule.OURS_OVER_THEIRS, GOAL, round -> said(order, "peer", 10.0 * (round + 1)))
        .run();
    assertThat(order).containsExactly("tidemark", "peer", "peer", "tidemark", "tidemark", "peer");
    assertThat(bench.lines())
        .containsExactly(
            Row.ratio(
                "work",
                "peer",
                Figures.of(100, 200, 300),
                Figures.of(10, 20, 30),
                "changes/s",
                GOAL));
    assertThat(published).containsExactly(1, 1, 1);
  }

  @Test
  @DisplayName("Who fails is out with the reason, and the others go on")
  void failure() {
    Bench bench = bench(2);
    new Contest(bench, "work", "s")
        .tidemark(round -> 2)
        .against("absent", Rule.OURS_OVER_THEIRS, GOAL, this::fail)
        .against("limit", Rule.THEIRS_OVER_OURS, GOAL, round -> 8)
        .run();
    assertThat(bench.lines())
        .containsExactly(
            new Missing("work", "absent", Optional.of(GOAL), "not in …/here / there"),
            Row.speedup("work", "limit", Figures.of(2, 2), Figures.of(8, 8), "s", GOAL));
    assertThat(bench.isWhole()).isFalse();
  }

  @Test
  @DisplayName("Figures of rounds before a failure stay")
  void laterFailure() {
    Bench bench = bench(3);
    new Contest(bench, "work", "s")
        .tidemark(round -> round == 1 ? fail(round) : 6)
        .against("limit", Rule.OURS_OVER_THEIRS, Goal.atMost(1.5), round -> 4)
        .run();
    Row row = Row.ratio("work", "limit", Figures.of(6), Figures.of(4), "s", Goal.atMost(1.5));
    assertThat(bench.lines()).containsExactly(row);
    assertThat(row.isMet()).isTrue();
    assertThat(bench.isWhole()).isFalse();
  }

  @Test
  @DisplayName("A part that fails has a line of its own, and the parts after it are done")
  void parts() {
    Bench bench = bench(1);
    bench.part("first", () -> fail(0));
    bench.part("second", () -> bench.remark("done"));
    assertThat(bench.lines())
        .containsExactly(new Missing("first", "", Optional.empty(), "not in …/here / there"));
    assertThat(bench.remarks()).containsExactly("done");
  }

  private double fail(int round) {
    throw new IllegalStateException("not in " + work + "/here\n  | there");
  }

  private static double said(List<String> order, String name, double figure) {
    order.add(name);
    return figure;
  }

  private Bench bench(int rounds) {
    return new Bench(
        Path.of("/nowhere"), work, rounds, 1, now -> published.add(now.lines().size()));
  }
}
