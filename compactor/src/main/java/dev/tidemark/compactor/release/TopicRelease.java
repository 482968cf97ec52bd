package dev.tidemark.compactor.release;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.compactor.release.Release.Nothing;
import dev.tidemark.compactor.release.Release.Part;
import dev.tidemark.compactor.release.Release.UpTo;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Gives up changes that backups have. Only below the end of a backup that is older than the margin,
 * whose chain is whole and on this very timeline, and whose files were read and are what their
 * manifest says. Topics but those of changes are left alone: capture resumes from them.
 *
 * <p>What is removed is a beginning of each topic: broken off anywhere, the next run completes it.
 */
public final class TopicRelease {

  private final Archive archive;
  private final Timeline timeline;
  private final ChangeTopics topics;
  private final Duration margin;

  /**
   * @param margin how old a backup has to be
   */
  public TopicRelease(Archive archive, Timeline timeline, ChangeTopics topics, Duration margin) {
    this.archive = archive;
    this.timeline = timeline;
    this.topics = topics;
    this.margin = margin;
  }

  /** What {@link #run} would do now. Reads no files of backups but manifests. */
  public Release plan(Instant now) {
    Chains chains = Chains.of(archive.manifests());
    if (!chains.damages().isEmpty()) {
      return new Nothing("backups are damaged: " + chains.damages().get(0).message());
    }
    Optional<Chain> newest = chains.newest();
    if (newest.isEmpty()) {
      return new Nothing("there is no backup");
    }
    return plan(newest.get(), now);
  }

  private Release plan(Chain chain, Instant now) {
    Manifest last = chain.last().manifest();
    if (!last.openWindows().isEmpty()) {
      return new Nothing(
          "table "
              + last.openWindows().get(0).table()
              + " is not known at the end of "
              + last.id());
    }
    Optional<Manifest> old = newestBefore(chain, now.minus(margin));
    if (old.isEmpty()) {
      return new Nothing("no backup of the newest chain is older than " + words(margin));
    }
    if (!isWithoutGapSince(last.to())) {
      return new Nothing("the timeline does not go on from " + last.id() + " without a gap");
    }
    return new UpTo(old.get().id(), parts(old.get().to().offsets()));
  }

  private static Optional<Manifest> newestBefore(Chain chain, Instant cutoff) {
    Optional<Manifest> newest = Optional.empty();
    for (Manifest backup : chain.manifests()) {
      if (backup.created().isAfter(cutoff)) {
        break;
      }
      newest = Optional.of(backup);
    }
    return newest;
  }

  /** Offsets mean something only in the topics that they were written down of. */
  private boolean isWithoutGapSince(Boundary end) {
    Since since = new Since(end);
    timeline.read(end.sequence(), since);
    return since.begun && !since.hasGap;
  }

  private List<Part> parts(OffsetMap upTo) {
    List<Part> parts = new ArrayList<>();
    SortedMap<TableId, List<Long>> begins = topics.begins(upTo.offsets().keySet());
    begins.forEach(
        (table, first) -> {
          for (int partition = 0; partition < first.size(); partition++) {
            long to = upTo.next(table, partition);
            if (to > first.get(partition)) {
              parts.add(new Part(table, partition, first.get(partition), to));
            }
          }
        });
    return parts;
  }

  /**
   * Gives up what {@link #plan} says, once the backups that take over from the topics have been
   * read from end to end.
   *
   * @return what was done
   */
  public Release run(Instant now) {
    Release release = plan(now);
    if (release instanceof UpTo upTo && !upTo.parts().isEmpty()) {
      Optional<FileDamage> damage = damage(upTo);
      if (damage.isPresent()) {
        return new Nothing("a backup is damaged: " + damage.get().message());
      }
      topics.deleteBelow(upTo.parts());
    }
    return release;
  }

  /** Of backups that are no longer alone with what they have after this. */
  private Optional<FileDamage> damage(UpTo release) {
    Chain chain = Chains.of(archive.manifests()).newest().orElseThrow();
    for (Manifest backup : chain.manifests()) {
      if (backup.isFull() || isReleased(backup, release)) {
        Optional<FileDamage> damage =
            archive
                .verifyTimeline(backup)
                .or(
                    () ->
                        backup.runs().stream()
                            .flatMap(run -> archive.verify(run).stream())
                            .findFirst());
        if (damage.isPresent()) {
          return damage;
        }
      }
      if (backup.id().equals(release.backup())) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Something of it is still in the topics, and will not be. */
  private static boolean isReleased(Manifest backup, UpTo release) {
    return release.parts().stream()
        .anyMatch(part -> backup.to().offsets().next(part.table(), part.partition()) > part.from());
  }

  private static String words(Duration length) {
    return length.toHours() > 0 && length.equals(Duration.ofHours(length.toHours()))
        ? length.toHours() + " h"
        : length.toSeconds() + " s";
  }

  private static final class Since implements Predicate<Checkpoint> {

    private final Boundary end;
    private boolean begun;
    private boolean hasGap;

    private Since(Boundary end) {
      this.end = end;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      begun |=
          checkpoint.last().equals(end.sequence())
              && checkpoint.resume().equals(end.position())
              && checkpoint.offsets().equals(end.offsets());
      hasGap |= checkpoint.gap().isPresent();
      return !hasGap;
    }
  }
}
