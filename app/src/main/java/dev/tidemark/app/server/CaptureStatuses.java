package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.capture.CaptureStatus;
import dev.tidemark.capture.catalog.Backlog;
import java.time.Instant;
import java.util.Optional;

/** What capture says, in the words of the home. */
final class CaptureStatuses {

  private CaptureStatuses() {}

  static CollectionStatus of(CaptureStatus status, Optional<Backlog> backlog) {
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
        status.error());
  }
}
