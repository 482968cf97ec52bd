package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.output.Text;
import dev.tidemark.capture.CaptureState;
import dev.tidemark.capture.CaptureStatus;
import dev.tidemark.capture.catalog.Backlog;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What capture says, in the words of the home. */
final class CaptureStatuses {

  private CaptureStatuses() {}

  /**
   * @param backlog empty while the source gives none
   * @param warnAt from how many bytes on the log that the source keeps is a warning; empty for
   *     never
   * @param limited that Kafka may remove what no backup has; empty when it may not
   * @param unprotected tables that should come into the collection and cannot, and why
   */
  static CollectionStatus of(
      CaptureStatus status,
      Optional<Backlog> backlog,
      Optional<Long> warnAt,
      Optional<KafkaWarning> limited,
      List<String> unprotected) {
    CollectionState state =
        switch (status.state()) {
          case SNAPSHOTTING -> CollectionState.SNAPSHOTTING;
          case STREAMING -> CollectionState.STREAMING;
          case GAP -> CollectionState.GAP;
          case STARTING, STOPPED -> CollectionState.STOPPED;
        };
    return new CollectionStatus(
        state,
        status.captured().value(),
        status.capturedTime().map(Instant::toString).orElse(null),
        status.snapshotRows(),
        backlog.map(Backlog::unconfirmed).orElse(null),
        backlog.map(Backlog::retained).orElse(null),
        texts(status.members()),
        texts(status.unread()),
        unprotected,
        warnAt.flatMap(limit -> warning(backlog, limit)).orElse(null),
        limited.map(KafkaWarning::text).orElse(null),
        limited.flatMap(KafkaWarning::expires).map(Instant::toString).orElse(null),
        status.state() == CaptureState.STOPPED && status.error() != null,
        status.error());
  }

  private static Optional<String> warning(Optional<Backlog> backlog, long limit) {
    return backlog
        .filter(known -> known.retained() > limit)
        .map(
            known ->
                "the source keeps "
                    + Text.size(known.retained())
                    + " of log for capture, more than "
                    + Text.size(limit)
                    + " (source-log-warning); "
                    + end(known.left()));
  }

  private static String end(@Nullable Long left) {
    return left == null
        ? "nothing but its disk limits that"
        : "after " + Text.size(left) + " more it gives the slot up, which is a gap";
  }

  private static List<String> texts(Set<TableId> tables) {
    return tables.stream().sorted().map(TableId::toString).toList();
  }
}
