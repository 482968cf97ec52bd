package dev.tidemark.archive.plan;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.plan.RestorePlan.AcrossGap;
import dev.tidemark.archive.plan.RestorePlan.BeforeHistory;
import dev.tidemark.archive.plan.RestorePlan.BeyondHistory;
import dev.tidemark.archive.plan.RestorePlan.Damaged;
import dev.tidemark.archive.plan.RestorePlan.Thinned;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what is read to restore a sequence: the newest chain that covers it, and no more. */
public final class Planner {

  private final Chains chains;
  private final Sequence sequence;

  private Planner(Chains chains, Sequence sequence) {
    this.chains = chains;
    this.sequence = sequence;
  }

  /** The backups whose timelines have to be read to plan for a sequence, in order. */
  public static List<Manifest> timelines(Chains chains, Sequence sequence) {
    return chains
        .covering(sequence)
        .map(chain -> new Planner(chains, sequence).timelines(chain))
        .orElse(List.of());
  }

  /**
   * Plans.
   *
   * @param facts from the timelines that {@link #timelines} names
   */
  public static RestorePlan plan(Chains chains, TimelineFacts facts, Sequence sequence) {
    Planner planner = new Planner(chains, sequence);
    return chains
        .covering(sequence)
        .map(chain -> planner.planned(chain, facts))
        .orElseGet(planner::whyNot);
  }

  private RestorePlan planned(Chain chain, TimelineFacts facts) {
    for (Gap gap : facts.gaps()) {
      boolean inside = !gap.sequence().isBefore(chain.start().sequence());
      if (inside && gap.sequence().isBefore(sequence)) {
        return new AcrossGap(sequence, gap.sequence(), gap.reason());
      }
    }
    return thinned(chain)
        .orElseGet(
            () ->
                new ChainPlan(needed(chain), windows(chain), facts.alterations(), sequence).plan());
  }

  private static List<ObscuredWindow> windows(Chain chain) {
    List<ObscuredWindow> windows = new ArrayList<>();
    chain.backups().forEach(backup -> windows.addAll(backup.manifest().obscured()));
    return windows;
  }

  /** Inside a backup without its history nothing but its two ends can be known. */
  private Optional<RestorePlan> thinned(Chain chain) {
    for (ManifestFile.Intact backup : chain.backups()) {
      Sequence from = backup.manifest().from().sequence();
      Sequence to = backup.manifest().to().sequence();
      boolean isInside = from.isBefore(sequence) && sequence.isBefore(to);
      if (isInside && backup.kept() == ManifestFile.Kept.BOUNDARY) {
        return Optional.of(new Thinned(sequence, from, to));
      }
    }
    return Optional.empty();
  }

  private RestorePlan whyNot() {
    Optional<Chain> nearest = Optional.empty();
    for (Chain chain : chains.chains()) {
      if (!chain.start().sequence().isAfter(sequence)) {
        nearest = Optional.of(chain);
      }
    }
    if (nearest.isEmpty()) {
      return beforeAll();
    }
    Chain chain = nearest.get();
    Optional<Damage> damage = chain.damage();
    if (damage.isPresent()) {
      return new Damaged(sequence, damage.get());
    }
    Sequence end = chain.end().sequence();
    return chains.newest().equals(nearest)
        ? new BeyondHistory(sequence, end)
        : new AcrossGap(sequence, end, "no backup has what came after it, up to a later full");
  }

  private RestorePlan beforeAll() {
    if (chains.baseless().isPresent()) {
      return new Damaged(sequence, chains.baseless().get());
    }
    return chains.chains().isEmpty()
        ? new BeyondHistory(sequence, Sequence.NONE)
        : new BeforeHistory(sequence, chains.chains().get(0).start().sequence());
  }

  /** The full, and the incrementals up to the one that the sequence lies in. */
  private List<Manifest> needed(Chain chain) {
    return chain.manifests().stream()
        .filter(backup -> backup.isFull() || backup.from().sequence().isBefore(sequence))
        .toList();
  }

  private List<Manifest> timelines(Chain chain) {
    List<Manifest> timelines = new ArrayList<>();
    // A gap right after a synthetic full stands at the end of the incremental it was merged up to.
    chain
        .full()
        .parentBackup()
        .map(ParentBackup::id)
        .flatMap(
            id ->
                chains.chains().stream()
                    .flatMap(other -> other.manifests().stream())
                    .filter(backup -> backup.id().equals(id))
                    .findFirst())
        .ifPresent(timelines::add);
    timelines.addAll(needed(chain));
    return timelines;
  }
}
