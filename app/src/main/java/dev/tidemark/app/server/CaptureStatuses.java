package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.capture.CaptureStatus;
import dev.tidemark.capture.catalog.Backlog;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What capture says, in the words of the home. */
final class CaptureStatuses {

  private CaptureStatuses() {}

  /**
   * @param unprotected tables that should come into the collection and cannot, and why
   */
  static CollectionStatus of(
      CaptureStatus status, Optional<Backlog> backlog, List<String> unprotected) {
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
        status.error());
  }

  private static List<String> texts(Set<TableId> tables) {
    return tables.stream().sorted().map(TableId::toString).toList();
  }
}
