package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerificationReport;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Verifies a collection's backups, while nothing else may delete any of them. */
public final class VerifyCollection {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public VerifyCollection(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param patience how long a scheduled backup may need to end
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be verified, which says nothing
   *     of how the backups are
   */
  public VerificationReport run(
      CollectionName name, VerifyScope scope, Depth depth, Duration patience) {
    home.collections().get(name);
    return OperationLock.holding(
        home,
        Operation.asked(name, "verification", Instant.now(clock)),
        patience,
        running -> listener.note("waiting for the " + running),
        () ->
            Verification.run(
                CollectionArchive.of(home, home.collections().get(name)),
                scope,
                depth,
                VerifyProgress.of(listener)));
  }
}
