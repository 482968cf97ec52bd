package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.StatusBoard;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how a collection is to whoever reads the home, and logs it when it is news. Where the home
 * takes nothing, for its disk is full, capture goes on, which needs none of it: nothing is told of
 * it then, which looks as if it had stopped, until the home takes it again.
 */
final class StatusTeller {

  private static final Logger LOG = LoggerFactory.getLogger(StatusTeller.class);

  private final StatusBoard board;
  private final CollectionName name;
  private @Nullable CollectionStatus told;
  private boolean isWritten;
  private boolean isRefused;

  StatusTeller(StatusBoard board, CollectionName name) {
    this.board = board;
    this.name = name;
  }

  /** What was told last. */
  Optional<CollectionStatus> told() {
    return Optional.ofNullable(told);
  }

  void tell(CollectionStatus current) {
    CollectionStatus before = told;
    if (!current.equals(before)) {
      log(before, current);
      told = current;
      isWritten = false;
    }
    if (!isWritten) {
      write(current);
    }
  }

  private void write(CollectionStatus current) {
    try {
      board.write(name, current);
      isWritten = true;
      isRefused = false;
    } catch (ProblemException e) {
      if (!isRefused) {
        LOG.warn("{}: {} {}", name, e.getMessage(), e.hint());
      }
      isRefused = true;
      takeAway();
    }
  }

  /** What stands there is no longer so, and nobody must take it for good. */
  private void takeAway() {
    try {
      board.remove(name);
    } catch (UncheckedIOException e) {
      LOG.debug("{}: its last status stays", name, e);
    }
  }

  private void log(@Nullable CollectionStatus before, CollectionStatus current) {
    if (before == null || before.state() != current.state()) {
      LOG.info("{}: {}", name, current.state().word());
    }
    String error = current.error();
    if (error != null && (before == null || !error.equals(before.error()))) {
      LOG.warn("{}: {}", name, error);
    }
    if (current.kafkaWarning() != null && (before == null || before.kafkaWarning() == null)) {
      LOG.warn("{}: {}", name, current.kafkaWarning());
    }
    if (current.warning() != null && (before == null || before.warning() == null)) {
      LOG.warn("{}: {}", name, current.warning());
    }
  }

  /** There is nothing to tell any more. */
  void forget() {
    board.remove(name);
  }
}
