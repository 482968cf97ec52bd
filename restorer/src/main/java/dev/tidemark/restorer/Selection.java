package dev.tidemark.restorer;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.plan.Absences;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolver;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Optional;

/** From a restore point to a plan, and every reason why there is none as its own problem. */
final class Selection {

  private final Archive archive;
  private final Refusals refusals;
  private final Chains chains;

  Selection(Archive archive) {
    this.archive = archive;
    this.refusals = new Refusals(archive.collection());
    this.chains = Chains.of(archive.manifests());
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException the archive has no such point
   */
  ResolvedPoint resolve(RestorePoint point) {
    if (chains.baseless().isPresent() && chains.chains().isEmpty()) {
      throw refusals.damaged(chains.baseless().get());
    }
    History history = chains.history().orElseThrow(refusals::nothingThere);
    ResolvedPoint resolved = resolved(resolution(point, history));
    if (resolved.commit().isPresent()) {
      return resolved;
    }
    // A marker, say, stands in another timeline than the commit before it.
    RestorePoint sequence = new RestorePoint.AtSequence(resolved.sequence());
    return new ResolvedPoint(
        resolved.sequence(), resolved(resolution(sequence, history)).commit(), resolved.remark());
  }

  RestorePlan.Planned plan(Sequence sequence) {
    try (TimelineReading timeline =
        archive.readWithoutCommits(Planner.timelines(chains, sequence))) {
      RestorePlan plan = Planner.plan(chains, TimelineFacts.of(timeline, sequence), sequence);
      if (plan instanceof RestorePlan.Planned planned) {
        return planned;
      } else if (plan instanceof RestorePlan.BeforeHistory before) {
        throw refusals.before(before.first());
      } else if (plan instanceof RestorePlan.BeyondHistory beyond) {
        throw refusals.beyond(beyond.last());
      } else if (plan instanceof RestorePlan.AcrossGap gap) {
        throw refusals.gap(gap.after(), gap.reason());
      } else if (plan instanceof RestorePlan.Thinned thinned) {
        throw refusals.thinned(thinned.from(), thinned.to());
      } else if (plan instanceof RestorePlan.Damaged damaged) {
        throw refusals.damaged(damaged.damage());
      }
      throw new AssertionError(plan);
    }
  }

  /** Why a table is not among those of a sequence; empty when it was never in the collection. */
  Optional<String> whyAbsent(TableId table, Sequence sequence) {
    try (TimelineReading timeline =
        archive.readWithoutCommits(Planner.timelines(chains, sequence))) {
      TimelineFacts facts = TimelineFacts.of(timeline, sequence);
      return new Absences(chains, facts, sequence).why(table);
    }
  }

  private Resolution resolution(RestorePoint point, History history) {
    try (TimelineReading timeline = Resolver.read(archive, point, history)) {
      return Resolver.resolve(point, history, timeline);
    }
  }

  private ResolvedPoint resolved(Resolution resolution) {
    if (resolution instanceof Resolution.Resolved resolved) {
      return new ResolvedPoint(resolved.sequence(), resolved.commit(), resolved.remark());
    } else if (resolution instanceof Resolution.Before before) {
      throw unlessDamaged(chains.baseless(), refusals.before(before.first()));
    } else if (resolution instanceof Resolution.Beyond beyond) {
      throw unlessDamaged(chains.newest().flatMap(Chain::damage), refusals.beyond(beyond.last()));
    } else if (resolution instanceof Resolution.InGap gap) {
      throw unlessDamaged(damageAfter(gap.after()), refusals.gap(gap.after(), gap.reason()));
    } else if (resolution instanceof Resolution.Unknown unknown) {
      throw refusals.unknown(unknown.what());
    }
    throw new AssertionError(resolution);
  }

  /** What is missing is missing because of a damage: that is the reason to tell. */
  private ProblemException unlessDamaged(Optional<Damage> damage, ProblemException otherwise) {
    return damage.map(refusals::damaged).orElse(otherwise);
  }

  private Optional<Damage> damageAfter(Sequence end) {
    return chains.chains().stream()
        .filter(chain -> chain.end().sequence().equals(end))
        .flatMap(chain -> chain.damage().stream())
        .findFirst();
  }
}
