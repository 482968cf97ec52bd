package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerificationReport;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;

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
    return Underway.asked(home, name, "verification", clock, listener)
        .run(patience, new Work(name, scope, depth));
  }

  private final class Work implements Underway.Work<VerificationReport> {

    private final CollectionName name;
    private final VerifyScope scope;
    private final Depth depth;

    Work(CollectionName name, VerifyScope scope, Depth depth) {
      this.name = name;
      this.scope = scope;
      this.depth = depth;
    }

    @Override
    public VerificationReport run(Listener heard) {
      return Verification.run(
          CollectionArchive.of(home, home.collections().get(name)),
          scope,
          depth,
          VerifyProgress.of(heard));
    }

    @Override
    public String result(VerificationReport report) {
      return report.isIntact()
          ? report.verified().size() + " backups are whole"
          : "damage in " + report.findings().size() + " places";
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.verification(cause);
    }
  }
}
