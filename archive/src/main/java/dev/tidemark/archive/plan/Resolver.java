package dev.tidemark.archive.plan;

import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.plan.Resolution.Before;
import dev.tidemark.archive.plan.Resolution.Beyond;
import dev.tidemark.archive.plan.Resolution.InGap;
import dev.tidemark.archive.plan.Resolution.Resolved;
import dev.tidemark.archive.plan.Resolution.Unknown;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the sequence that a restore point means. Goes over the timeline once and remembers nothing
 * of it but the place at hand.
 */
public final class Resolver {

  private final History history;
  private final TimelineWalk walk;

  private Resolver(History history, TimelineWalk walk) {
    this.history = history;
    this.walk = walk;
  }

  /** The backups whose timelines have to be read for a point, in order. */
  public static List<Manifest> timelines(RestorePoint point, History history) {
    if (point instanceof RestorePoint.AtSequence at) {
      return containing(history, at.sequence());
    }
    if (point instanceof RestorePoint.Latest) {
      return containing(history, history.last().sequence());
    }
    return history.timelines();
  }

  /**
   * Those timelines, with as much of them as the point asks for.
   *
   * @throws dev.tidemark.archive.storage.DamagedFileException one is not what was written
   */
  public static TimelineReading read(Archive archive, RestorePoint point, History history) {
    List<Manifest> backups = timelines(point, history);
    return point instanceof RestorePoint.AtOffset
        ? archive.readTimeline(backups)
        : archive.readPlaces(backups);
  }

  /**
   * Resolves a point.
   *
   * @param entries of the backups that {@link #timelines} names, as {@link #read} gives them
   */
  public static Resolution resolve(
      RestorePoint point, History history, Iterator<TimelineEntry> entries) {
    Resolver resolver = new Resolver(history, new TimelineWalk(entries));
    if (point instanceof RestorePoint.AtTime at) {
      return resolver.atTime(at);
    } else if (point instanceof RestorePoint.AtSequence at) {
      return resolver.atSequence(at.sequence());
    } else if (point instanceof RestorePoint.AtTransaction at) {
      return resolver.atTransaction(at);
    } else if (point instanceof RestorePoint.AtPosition at) {
      return resolver.atPosition(at);
    } else if (point instanceof RestorePoint.AtOffset at) {
      return resolver.atOffset(at);
    } else if (point instanceof RestorePoint.AtMarker at) {
      return resolver.atMarker(at);
    } else if (point instanceof RestorePoint.Latest) {
      return resolver.latest();
    }
    throw new AssertionError(point);
  }

  /** PostgreSQL's own rule for {@code recovery_target_time}; commit times may run backwards. */
  private Resolution atTime(RestorePoint.AtTime at) {
    return before(
        commit -> commit.time().isAfter(at.time()),
        commit -> commit.time().isBefore(at.time()),
        at.time().isAfter(history.last().time()));
  }

  private Resolution atPosition(RestorePoint.AtPosition at) {
    Optional<LogPosition> asked = LogPosition.of(at.position());
    if (asked.isEmpty()) {
      return new Unknown(
          "'" + at.position() + "' is not a position in the source's log, such as 16/B374D848");
    }
    LogPosition position = asked.get();
    Optional<LogPosition> end = LogPosition.of(history.last().position());
    return before(
        commit -> compare(commit, position) > 0,
        commit -> compare(commit, position) < 0,
        end.isEmpty() || position.compareTo(end.get()) > 0);
  }

  private Resolution atOffset(RestorePoint.AtOffset at) {
    List<Long> partitions = history.last().offsets().offsets().get(at.table());
    if (partitions == null || at.partition() < 0 || at.partition() >= partitions.size()) {
      return new Unknown(
          "no partition " + at.partition() + " of " + at.table() + " is in the archive");
    }
    if (history.first().offsets().next(at.table(), at.partition()) > at.offset()) {
      return new Before(history.first());
    }
    Optional<InGap> hole = Optional.empty();
    while (walk.nextCommit()) {
      hole = hole.or(this::hole);
      if (end(walk.commit(), at).stream().anyMatch(next -> next > at.offset())) {
        return hole.isPresent()
            ? hole.get()
            : walk.previous()
                .<Resolution>map(Resolver::resolved)
                .orElseGet(() -> new Before(history.first()));
      }
      if (!end(walk.commit(), at).isEmpty()) {
        // Offsets only grow: the event was not written in what is unknown before this commit.
        hole = Optional.empty();
      }
    }
    hole = hole.or(this::hole);
    return hole.isPresent() ? hole.get() : new Beyond(history.last());
  }

  /** The unknown stretch right before the place at hand. */
  private Optional<InGap> hole() {
    return walk.unknownStretch()
        .flatMap(reason -> walk.previous().map(commit -> new InGap(commit.sequence(), reason)));
  }

  /**
   * The last commit before the first that is after the point.
   *
   * @param isAfter a commit that the restore must not contain
   * @param isEarlier a commit that the point does not mean exactly
   * @param endIsEarlier the archive ends before the point, if no commit is after it
   */
  private Resolution before(
      Predicate<Commit> isAfter, Predicate<Commit> isEarlier, boolean endIsEarlier) {
    while (walk.nextCommit()) {
      if (isAfter.test(walk.commit())) {
        return walk.previous().isEmpty()
            ? new Before(history.first())
            : unlessInGap(walk.previous().get(), isEarlier);
      }
    }
    if (walk.previous().isPresent() && walk.unknownStretch().isPresent()) {
      Resolution resolution = unlessInGap(walk.previous().get(), isEarlier);
      return endIsEarlier && resolution instanceof Resolved
          ? new Beyond(history.last())
          : resolution;
    }
    return endIsEarlier ? new Beyond(history.last()) : end();
  }

  /** A point in an unknown stretch means the commit before it only if it names it exactly. */
  private Resolution unlessInGap(Commit commit, Predicate<Commit> isEarlier) {
    Optional<String> unknown = walk.unknownStretch();
    return unknown.isPresent() && isEarlier.test(commit)
        ? new InGap(commit.sequence(), unknown.get())
        : resolved(commit);
  }

  private Resolution atSequence(Sequence sequence) {
    if (sequence.isBefore(history.first().sequence())) {
      return new Before(history.first());
    }
    if (sequence.isAfter(history.last().sequence())) {
      return new Beyond(history.last());
    }
    while (walk.nextCommit()) {
      if (walk.commit().sequence().equals(sequence)) {
        return resolved(walk.commit());
      }
      Optional<String> unknown = walk.unknownStretch();
      if (unknown.isPresent() && walk.commit().sequence().isAfter(sequence)) {
        return new InGap(lastBefore(sequence), unknown.get());
      }
    }
    return new Resolved(sequence, Optional.empty(), Optional.empty());
  }

  /** The end of the last backup before a sequence that none has. */
  private Sequence lastBefore(Sequence sequence) {
    return history.timelines().stream()
        .map(backup -> backup.to().sequence())
        .filter(end -> end.isBefore(sequence))
        .max(Comparator.naturalOrder())
        .orElse(history.first().sequence());
  }

  private Resolution atTransaction(RestorePoint.AtTransaction at) {
    Optional<Commit> found = Optional.empty();
    Optional<Commit> foundBefore = Optional.empty();
    Optional<InGap> hole = Optional.empty();
    int times = 0;
    while (walk.nextCommit()) {
      if (walk.commit().transaction().equals(at.transaction())) {
        found = Optional.of(walk.commit());
        foundBefore = walk.previous();
        hole = hole();
        times++;
      }
    }
    if (found.isEmpty()) {
      return new Unknown("no transaction " + at.transaction() + " is in the archive");
    }
    if (at.before() && foundBefore.isEmpty()) {
      return new Before(history.first());
    }
    if (at.before() && hole.isPresent()) {
      return hole.get();
    }
    Commit commit = at.before() ? foundBefore.orElseThrow() : found.get();
    Optional<String> remark = Optional.empty();
    if (times > 1) {
      remark =
          Optional.of(
              "the number "
                  + at.transaction()
                  + " was given to "
                  + times
                  + " transactions; the latest is meant, of sequence "
                  + found.get().sequence());
    }
    return new Resolved(commit.sequence(), Optional.of(commit), remark);
  }

  private Resolution atMarker(RestorePoint.AtMarker at) {
    Optional<Commit> commit = Optional.empty();
    Sequence sequence = Sequence.NONE;
    int times = 0;
    while (walk.nextCommitOrMarker()) {
      if (walk.marker().isPresent() && walk.marker().get().name().equals(at.name())) {
        sequence = walk.marker().get().sequence();
        commit = walk.previousOrCurrent();
        times++;
      }
    }
    if (times == 0) {
      return new Unknown("no marker '" + at.name() + "' is in the archive");
    }
    if (sequence.isBefore(history.first().sequence())) {
      return new Before(history.first());
    }
    Sequence meant = sequence;
    Optional<String> remark =
        times == 1
            ? Optional.empty()
            : Optional.of(
                "there are " + times + " markers '" + at.name() + "'; the latest is meant");
    return new Resolved(meant, commit.filter(c -> c.sequence().equals(meant)), remark);
  }

  private Resolution latest() {
    while (walk.nextCommit()) {
      // The last one is meant.
    }
    return walk.unknownStretch().isPresent()
        ? new InGap(history.last().sequence(), walk.unknownStretch().get())
        : end();
  }

  private Resolution end() {
    Sequence last = history.last().sequence();
    Optional<Commit> commit = walk.previous().filter(c -> c.sequence().equals(last));
    return new Resolved(last, commit, Optional.empty());
  }

  private static Resolution resolved(Commit commit) {
    return new Resolved(commit.sequence(), Optional.of(commit), Optional.empty());
  }

  private static int compare(Commit commit, LogPosition position) {
    // A commit without a place in the log is the snapshot's of another kind of source: before all.
    return LogPosition.of(commit.position()).map(p -> p.compareTo(position)).orElse(-1);
  }

  /** The offset up to which a commit wrote the partition; empty when it wrote nothing there. */
  private static List<Long> end(Commit commit, RestorePoint.AtOffset at) {
    return commit.tables().stream()
        .filter(changes -> changes.table().equals(at.table()))
        .flatMap(changes -> changes.ends().stream())
        .filter(end -> end.partition() == at.partition())
        .map(end -> end.next())
        .toList();
  }

  private static List<Manifest> containing(History history, Sequence sequence) {
    return history.timelines().stream()
        .filter(backup -> !sequence.isAfter(backup.to().sequence()))
        .filter(backup -> sequence.isAfter(backup.from().sequence()))
        .toList();
  }
}
