package dev.tidemark.compactor.backup;

import dev.tidemark.compactor.backup.SnapshotRange.Begun;
import dev.tidemark.compactor.source.SourceLog;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a first full has read of a snapshot that is not complete yet: by the time it is, most of it
 * is sorted. Of an attempt at the snapshot that was broken off nothing is used.
 */
public final class ReadAhead implements AutoCloseable {

  private final SourceLog log;
  private final CollectionName collection;
  private final CompactorConfig config;
  private final BackupListener listener;
  private final BooleanSupplier hasFull;
  private @Nullable Boolean isOfUse;
  private @Nullable Intake intake;
  private @Nullable Span span;
  private OffsetMap reached = OffsetMap.EMPTY;
  private Duration looked = Duration.ZERO;

  /**
   * @param hasFull whether there is a full: the next one is not made of a snapshot then
   */
  ReadAhead(
      SourceLog log,
      CollectionName collection,
      CompactorConfig config,
      BackupListener listener,
      BooleanSupplier hasFull) {
    this.log = log;
    this.collection = collection;
    this.config = config;
    this.listener = listener;
    this.hasFull = hasFull;
  }

  /**
   * Reads what has come of the first snapshot since the last time. Does nothing without one, or
   * when there is a full already. What the log does not give here, because a snapshot was broken
   * off and its rows are being deleted, is no reason not to take the full: nothing of it is kept.
   *
   * @throws dev.tidemark.compactor.intake.LogException the log does not give it
   */
  public void advance() {
    if (isOfUse == null) {
      isOfUse = !hasFull.getAsBoolean();
    }
    if (isOfUse) {
      look().ifPresent(this::read);
    }
  }

  private Optional<Begun> look() {
    long began = System.nanoTime();
    try {
      return SnapshotRange.findBegun(log.timeline());
    } finally {
      looked = Duration.ofNanos(System.nanoTime() - began);
    }
  }

  /**
   * How long it took, the last time, to see how far the snapshot has come. That reads the timeline
   * from its beginning, and so is what advancing often costs.
   */
  public Duration looked() {
    return looked;
  }

  private void read(Begun begun) {
    Intake sorted = intakeOf(begun.span());
    if (!begun.reached().equals(reached)) {
      try {
        sorted.readTo(begun.reached(), listener);
        reached = begun.reached();
      } catch (RuntimeException e) {
        // How much of this piece was sorted is not known.
        close();
        throw e;
      }
    }
  }

  private Intake intakeOf(Span wanted) {
    Intake kept = intake;
    if (kept != null && wanted.equals(span)) {
      return kept;
    }
    close();
    Intake opened = Intake.open(log, wanted, config, collection.value());
    intake = opened;
    span = wanted;
    reached = wanted.readFrom();
    return opened;
  }

  /** Hands over what was read of this range, and the caller closes it; what is of another goes. */
  Optional<Intake> take(Span wanted) {
    if (!wanted.equals(span)) {
      close();
    }
    Optional<Intake> sorted = Optional.ofNullable(intake);
    intake = null;
    return sorted;
  }

  @Override
  public void close() {
    Intake kept = intake;
    intake = null;
    span = null;
    if (kept != null) {
      kept.close();
    }
  }
}
