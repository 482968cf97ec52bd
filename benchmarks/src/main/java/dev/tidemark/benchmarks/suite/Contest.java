package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Missing;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.report.Profile;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Contestants that take turns: all of them in each round, in every other round the other way round.
 * Whoever fails is out, with the reason; the others go on. The lines stand in the report after each
 * round, so that nothing that was measured is lost with what comes after.
 */
final class Contest {

  static final String TIDEMARK = "Tidemark";

  private final Bench bench;
  private final String what;
  private final String unit;
  private final Map<String, Turn> turns = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Double>> figures = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final List<Rival> rivals = new ArrayList<>();
  private IntConsumer before = round -> {};
  private Optional<Tidemark> tidemark = Optional.empty();

  /**
   * @param what Tidemark does, with its size
   * @param unit of all figures
   */
  Contest(Bench bench, String what, String unit) {
    this.bench = bench;
    this.what = what;
    this.unit = unit;
  }

  /** What is made ready before each round, for all. */
  Contest before(IntConsumer preparation) {
    before = preparation;
    return this;
  }

  Contest tidemark(Turn turn) {
    turns.put(TIDEMARK, turn);
    return this;
  }

  /** Has Tidemark do it once more, with the flight recorder on, when it falls short of a goal. */
  Contest profiled(Tidemark program) {
    tidemark = Optional.of(program);
    return this;
  }

  /** One whom Tidemark is held against. */
  Contest against(String name, Rule rule, Goal goal, Turn turn) {
    turns.put(name, turn);
    rivals.add(new Rival(name, rule, goal));
    return this;
  }

  /** The figures of Tidemark and of each other are those of the rounds that both took part in. */
  void run() {
    for (int round = 0; round < bench.rounds(); round++) {
      if (!prepare(round)) {
        break;
      }
      List<String> order = new ArrayList<>(turns.keySet());
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (String name : order) {
        take(name, round);
      }
      say(round);
      rivals.forEach(this::report);
      if (failures.containsKey(TIDEMARK)) {
        break;
      }
    }
    tidemark
        .filter(program -> bench.fallsShort(what))
        .ifPresent(program -> bench.part("profile of: " + what, () -> profile(program)));
  }

  /** A round that is not counted, for the reason of what is missed. */
  private void profile(Tidemark program) {
    Path recordings = bench.fresh("profile-" + Integer.toHexString(what.hashCode()));
    int round = bench.rounds();
    before.accept(round);
    program.recorded(recordings, () -> turn(TIDEMARK).measure(round));
    bench.remark("Profile of %s: %s.", what, Profile.of(recordings));
  }

  private Turn turn(String name) {
    return Objects.requireNonNull(turns.get(name));
  }

  private boolean prepare(int round) {
    try {
      before.accept(round);
      return true;
    } catch (RuntimeException e) {
      turns.keySet().forEach(name -> fail(name, round, e));
      rivals.forEach(this::report);
      return false;
    }
  }

  private void take(String name, int round) {
    if (failures.containsKey(name)) {
      return;
    }
    try {
      double figure = turn(name).measure(round);
      figures.computeIfAbsent(name, any -> new TreeMap<>()).put(round, figure);
    } catch (RuntimeException e) {
      fail(name, round, e);
    }
  }

  /** Rounds before it count. */
  private void fail(String name, int round, RuntimeException failure) {
    failures.putIfAbsent(name, bench.reason(failure));
    bench.failed(what + ": " + name, failure);
    if (figures.containsKey(name)) {
      bench.remark("%s, round %d of %s: %s", name, round + 1, what, bench.reason(failure));
    }
  }

  private void say(int round) {
    List<String> said = new ArrayList<>();
    for (String name : turns.keySet()) {
      Double figure = figuresOf(name).get(round);
      said.add(
          name + (figure == null ? " none" : String.format(Locale.ROOT, " %.4g %s", figure, unit)));
    }
    bench.say("round %d of %s: %s", round + 1, what, String.join(", ", said));
  }

  private void report(Rival rival) {
    Map<Integer, Double> ours = figuresOf(TIDEMARK);
    Map<Integer, Double> theirs = figuresOf(rival.name());
    List<Integer> rounds = ours.keySet().stream().filter(theirs::containsKey).toList();
    if (rounds.isEmpty()) {
      bench.add(new Missing(what, rival.name(), Optional.of(rival.goal()), reason(rival)));
      return;
    }
    Figures mine = new Figures(rounds.stream().map(ours::get).toList());
    Figures other = new Figures(rounds.stream().map(theirs::get).toList());
    bench.add(
        rival.rule() == Rule.OURS_OVER_THEIRS
            ? Row.ratio(what, rival.name(), mine, other, unit, rival.goal())
            : Row.speedup(what, rival.name(), mine, other, unit, rival.goal()));
  }

  private String reason(Rival rival) {
    String ours = failures.get(TIDEMARK);
    return ours == null
        ? failures.getOrDefault(rival.name(), "no round was made")
        : TIDEMARK + ": " + ours;
  }

  private Map<Integer, Double> figuresOf(String name) {
    return figures.getOrDefault(name, Map.of());
  }

  /** How a ratio is made. */
  enum Rule {
    OURS_OVER_THEIRS,
    THEIRS_OVER_OURS
  }

  /** One contestant's part of a round. */
  @FunctionalInterface
  interface Turn {

    /** Does the work and answers what it took, or how fast it was; rounds count from 0. */
    double measure(int round);
  }

  private record Rival(String name, Rule rule, Goal goal) {}
}
