package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;

/** Compares what the backups have with what the source has, at one sequence, while it goes on. */
public final class VerifyAgainstSource {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public VerifyAgainstSource(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param patience how long a scheduled backup may need to end, transactions that are open in the
   *     source to end, and capture to come as far
   * @throws ProblemException they cannot be compared, which says nothing of how the backups are
   */
  public SourceComparison run(CollectionName name, Duration patience) {
    Deployment deployment = Deployment.withKafka(home, home.collections().get(name));
    return Underway.asked(home, name, "comparison with the source", clock, listener)
        .run(patience, new Work(deployment, name, patience));
  }

  private final class Work implements Underway.Work<SourceComparison> {

    private final Deployment deployment;
    private final CollectionName name;
    private final Duration patience;

    Work(Deployment deployment, CollectionName name, Duration patience) {
      this.deployment = deployment;
      this.name = name;
      this.patience = patience;
    }

    @Override
    public SourceComparison run(Listener heard) {
      return new AgainstSource(deployment, home.collections().get(name), clock, heard)
          .compare(patience);
    }

    @Override
    public String result(SourceComparison compared) {
      return "at sequence "
          + compared.sequence()
          + ": "
          + (compared.isSame()
              ? compared.tables().size() + " tables are the same"
              : compared.differing()
                  + " of "
                  + compared.tables().size()
                  + " tables are not the same");
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.verification(cause);
    }
  }
}
