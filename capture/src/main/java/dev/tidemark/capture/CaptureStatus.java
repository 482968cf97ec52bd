package dev.tidemark.capture;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a capture is doing.
 *
 * @param state what it is doing
 * @param captured the last sequence that is in Kafka
 * @param time the source's time up to which all is in Kafka; null before the snapshot is
 * @param members the tables that the collection has where capture has come to
 * @param unread those of them that are not known there: they are being read, or will be
 * @param snapshotRows rows the running snapshot has written
 * @param error what went wrong last, with its hint; null once capture runs again
 */
public record CaptureStatus(
    CaptureState state,
    Sequence captured,
    @Nullable Instant time,
    Set<TableId> members,
    Set<TableId> unread,
    long snapshotRows,
    @Nullable String error) {

  public CaptureStatus {
    members = Set.copyOf(members);
    unread = Set.copyOf(unread);
  }

  /** Of a capture that does nothing yet. */
  static final CaptureStatus FIRST =
      new CaptureStatus(CaptureState.STARTING, Sequence.NONE, null, Set.of(), Set.of(), 0, null);

  public Optional<Instant> capturedTime() {
    return Optional.ofNullable(time);
  }

  public Optional<String> lastError() {
    return Optional.ofNullable(error);
  }

  /** How far capture is behind; empty before the snapshot is complete. */
  public Optional<Duration> lag(Instant now) {
    return capturedTime()
        .map(until -> until.isAfter(now) ? Duration.ZERO : Duration.between(until, now));
  }
}
