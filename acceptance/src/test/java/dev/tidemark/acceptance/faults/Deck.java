package dev.tidemark.acceptance.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong, and when: a function of the seed alone. Every kind of fault comes once before
 * any comes again.
 */
final class Deck {

  private static final int LONG_ONE_IN = 8;

  /**
   * @param quiet how long nothing is done before
   * @param faults one, or two at once
   * @param lasts how long
   * @param settled whether capture is waited for afterwards
   */
  record Draw(Duration quiet, List<Fault> faults, Duration lasts, boolean settled) {}

  private final Random random;
  private final boolean hasShim;
  private final Duration longest;
  private final String only;
  private final Deque<Fault> cards = new ArrayDeque<>();

  /**
   * @param hasShim whether disks and clocks can be harmed
   * @param longest that a fault lasts, which one in some does
   * @param only those whose name has this in it; empty for all
   */
  Deck(Random random, boolean hasShim, Duration longest, String only) {
    this.random = random;
    this.hasShim = hasShim;
    this.longest = longest;
    this.only = only;
  }

  Draw next() {
    Duration quiet = upTo(Duration.ofMillis(2_500));
    List<Fault> faults = new ArrayList<>(List.of(card()));
    if (random.nextInt(3) == 0 && !faults.get(0).isAlone()) {
      Fault second = card();
      if (second.isAlone() || second.getClass().equals(faults.get(0).getClass())) {
        cards.addFirst(second);
      } else {
        faults.add(second);
      }
    }
    boolean isLong = random.nextInt(LONG_ONE_IN) == 0;
    Duration drawn = isLong ? upTo(longest) : upTo(Duration.ofSeconds(4));
    Duration lasts =
        faults.stream()
            .map(Fault::atLeast)
            .reduce(drawn, (one, other) -> one.compareTo(other) > 0 ? one : other);
    return new Draw(quiet, List.copyOf(faults), lasts, random.nextInt(3) > 0);
  }

  private Fault card() {
    if (cards.isEmpty()) {
      List<Fault> all = new ArrayList<>(processes());
      all.addAll(connections());
      all.addAll(oneWhileAnother());
      if (hasShim) {
        all.addAll(disksAndClocks());
      }
      Collections.shuffle(all, random);
      all.removeIf(fault -> !fault.name().contains(only));
      cards.addAll(all);
    }
    return cards.removeFirst();
  }

  private List<Fault> processes() {
    return List.of(
        new Fault.Kill(Part.TIDEMARK),
        new Fault.Kill(Part.TIDEMARK),
        new Fault.Kill(Part.BROKER),
        new Fault.Kill(Part.SOURCE),
        new Fault.Hang(Part.TIDEMARK),
        new Fault.Hang(Part.BROKER),
        new Fault.Hang(Part.SOURCE),
        new Fault.SecondStart(),
        new Fault.SecondCapture(random.nextBoolean()),
        new Fault.FailOver(random.nextBoolean(), random.nextBoolean()));
  }

  private List<Fault> connections() {
    return List.of(
        new Fault.Cut(Link.SOURCE),
        new Fault.Cut(Link.KAFKA),
        new Fault.Freeze(Link.SOURCE, random.nextBoolean()),
        new Fault.Freeze(Link.KAFKA, random.nextBoolean()),
        new Fault.RefusedCommits());
  }

  /** What it is in the middle of is the worst moment to die. */
  private List<Fault> oneWhileAnother() {
    List<Fault> kafkaTakesNothing =
        List.of(
            new Fault.Hang(Part.BROKER),
            new Fault.Freeze(Link.KAFKA, random.nextBoolean()),
            new Fault.RefusedCommits());
    Fault lasting = kafkaTakesNothing.get(random.nextInt(kafkaTakesNothing.size()));
    return List.of(
        new Fault.During(lasting, new Fault.Kill(Part.TIDEMARK)), new Fault.KillAtManifest());
  }

  private List<Fault> disksAndClocks() {
    return List.of(
        new Fault.SlowDisk(any(), upTo(Duration.ofMillis(40))),
        new Fault.During(
            new Fault.SlowDisk(Part.TIDEMARK, upTo(Duration.ofMillis(40))),
            new Fault.KillAtManifest()),
        new Fault.FullDisk(Part.TIDEMARK),
        new Fault.FullDisk(any()),
        new Fault.FailingFlush(Part.TIDEMARK),
        new Fault.FailingFlush(any()),
        new Fault.ClockBack(any(), Duration.ofSeconds(1 + random.nextInt(100_000))));
  }

  private Part any() {
    List<Part> parts = List.of(Part.values());
    return parts.get(random.nextInt(parts.size()));
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(1 + random.nextInt((int) most.toMillis()));
  }
}
