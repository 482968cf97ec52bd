package dev.tidemark.capture;

import dev.tidemark.capture.catalog.RemovedLogException;
import dev.tidemark.capture.catalog.ServerTimeline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Files of the source's log that a server does not find, for as long as it goes on saying so. They
 * can come back, out of an archive of the log, and then nothing is lost: so it is a gap only after
 * a while. For one thread.
 */
final class MissingFiles {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Duration patience;
  private final LongSupplier nanoTime;
  private @Nullable RemovedLogException said;
  private long since;

  /**
   * @param patience for how long a server has to say so
   * @param nanoTime a clock that is never set
   */
  MissingFiles(Duration patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** An attempt to capture ended by this error. */
  void ended(Throwable error) {
    if (!(error instanceof RemovedLogException now)) {
      said = null;
      return;
    }
    if (said == null || !said.server().equals(now.server())) {
      since = nanoTime.getAsLong();
    }
    said = now;
  }

  /** An attempt ended without an error. */
  void forget() {
    said = null;
  }

  /**
   * Why history is lost.
   *
   * @param server that would be read from now; what another one said is not held against it
   */
  Optional<String> lost(Optional<ServerTimeline> server) {
    return Optional.ofNullable(said)
        .filter(each -> nanoTime.getAsLong() - since >= patience.toNanos())
        .filter(each -> server.isPresent() && each.server().equals(server))
        .map(RemovedLogException::reason);
  }
}
