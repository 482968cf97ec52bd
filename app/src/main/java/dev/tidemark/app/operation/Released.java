package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Duration;
import java.util.Optional;

/** Waits until the server has ended the capture of a collection. */
final class Released {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Released() {}

  /**
   * @throws CaptureDidNotEndException it has not in time
   */
  static void await(Home home, CollectionName name) {
    Optional<Boolean> gone =
        Polling.until(
            PATIENCE,
            () -> home.statusBoard().read(name).isEmpty() ? Optional.of(true) : Optional.empty());
    if (gone.isEmpty()) {
      throw new CaptureDidNotEndException(name);
    }
  }
}
