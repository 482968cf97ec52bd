package dev.tidemark.capture;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.ServerTimeline;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.event.LogLoss;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, before anything is captured, whether source and log still have what comes next, and
 * writes on the timeline that they have not.
 */
final class Gaps {

  /** Of a checkpoint that follows no other one: the source is not read from there. */
  private static final SourcePosition NOWHERE = new SourcePosition("unknown");

  /** More transactions than are ever captured between two backups. */
  private static final long LEAP = 1_000_000_000;

  private final CaptureConfig config;
  private final OpenedLog log;
  private final SourceDatabase database;
  private final MissingFiles missing;
  private @Nullable ServerTimeline server;

  /**
   * @param missing what the attempts before did not find in the source
   */
  Gaps(CaptureConfig config, OpenedLog log, SourceDatabase database, MissingFiles missing) {
    this.config = config;
    this.log = log;
    this.database = database;
    this.missing = missing;
  }

  static Gap of(Checkpoint checkpoint) {
    return checkpoint.gap().orElseThrow();
  }

  /** The checkpoint that tells of a gap at the end of the log, written now if it is news. */
  Optional<Checkpoint> find() {
    Optional<Checkpoint> last = log.last();
    if (last.isPresent() && last.get().gap().isPresent()) {
      return last;
    }
    boolean isFirstSnapshot =
        last.isPresent() && last.get().isSnapshotting() && last.get().last().value() == 0;
    if (isFirstSnapshot) {
      return Optional.empty();
    }
    return log.health()
        .loss()
        .map(loss -> record(loss, last))
        .or(() -> last.filter(each -> !each.isSnapshotting()).flatMap(this::inSource));
  }

  private Optional<Checkpoint> inSource(Checkpoint last) {
    try (SourceSession session = database.openWatched()) {
      return SourceObjects.gap(session, config.slot(), Lsn.of(last.resume()))
          .or(() -> elsewhere(Lsn.of(last.resume())))
          .or(() -> missing.lost(server()))
          .map(reason -> new Gap(last.checked(), reason, SourceObjects.now(session)))
          .map(gap -> log.events().commit(telling(gap, last)));
    }
  }

  /** Why the source is another one than capture read from; it is kept which one it is. */
  private Optional<String> elsewhere(Lsn resume) {
    try (SourceSession replication = database.openWatchedReplication()) {
      ServerTimeline now = ServerTimeline.of(replication);
      server = now;
      Optional<ServerTimeline> known = log.source().flatMap(ServerTimeline::read);
      Optional<String> lost = known.flatMap(before -> before.lost(now, replication, resume));
      if (lost.isEmpty() && !known.equals(Optional.of(now))) {
        log.events().source(now.written());
      }
      return lost;
    }
  }

  /** The server that was asked whether it still has what comes next, if one was. */
  Optional<ServerTimeline> server() {
    return Optional.ofNullable(server);
  }

  private Checkpoint record(LogLoss loss, Optional<Checkpoint> last) {
    Gap gap = new Gap(loss.after(), loss.reason(), now());
    return log.events()
        .commit(
            loss.part() == LogLoss.Part.TIMELINE || last.isEmpty()
                ? leaping(gap)
                : telling(gap, last.get()));
  }

  private Instant now() {
    try (SourceSession session = database.openWatched()) {
      return SourceObjects.now(session);
    }
  }

  private static Checkpoint telling(Gap gap, Checkpoint last) {
    return new Checkpoint(
        last.last(),
        List.of(gap),
        last.offsets(),
        last.resume(),
        last.time(),
        last.open(),
        last.checked(),
        last.obscured());
  }

  /**
   * Nobody knows any more which numbers were given after the newest backup. The next ones are far
   * from them: a sequence that somebody wrote down must not mean another transaction one day.
   */
  private Checkpoint leaping(Gap gap) {
    Sequence last = Sequence.of((gap.sequence().value() / LEAP + 1) * LEAP - 1);
    return new Checkpoint(last, List.of(gap), log.ends(), NOWHERE, gap.time(), null);
  }

  /**
   * Gets ready to go on behind a gap.
   *
   * @return the checkpoint that tells of it
   */
  Checkpoint leave(Checkpoint gap) {
    if (!gap.resume().equals(NOWHERE)) {
      return gap;
    }
    // What cannot be read is in the way of whoever reads the timeline up to what comes next.
    log.health().forgetTimeline();
    return log.events().commit(gap);
  }

  /** What is lost, for people, and what to do. */
  String text(Checkpoint at) {
    Gap gap = of(at);
    String lost =
        gap.sequence().value() == 0
            ? ". Nothing was backed up before that"
            : ". Changes after sequence "
                + gap.sequence()
                + " were lost; restores up to it still work";
    return gap.reason()
        + lost
        + ". To go on with a new snapshot and a new full: ALTER BACKUP COLLECTION "
        + config.collection()
        + " SET (AFTER_GAP = 'new full')";
  }
}
