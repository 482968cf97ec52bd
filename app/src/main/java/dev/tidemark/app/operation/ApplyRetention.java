package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Gives up of a collection's backups what its settings do not promise. */
public final class ApplyRetention {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public ApplyRetention(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /** What {@link #run} would do now. Changes nothing, so nobody is in its way. */
  public RetentionPlan plan(CollectionName name) {
    ProtectedTables collection = home.collections().get(name);
    return RetentionPlan.of(
        CollectionArchive.of(home, collection),
        collection.options().retention(),
        Instant.now(clock));
  }

  /**
   * Broken off at any instant, it has kept what is promised, and the next run completes it.
   *
   * @param patience how long a scheduled backup may need to end
   * @return what was done; nothing while the backups are damaged
   */
  public RetentionPlan run(CollectionName name, Duration patience) {
    home.collections().get(name);
    Operation operation = Operation.asked(name, "retention", Instant.now(clock));
    return new Underway(home, operation, clock, listener).run(patience, new Work(name));
  }

  private final class Work implements Underway.Work<RetentionPlan> {

    private final CollectionName name;

    Work(CollectionName name) {
      this.name = name;
    }

    @Override
    public RetentionPlan run(Listener heard) {
      ProtectedTables collection = home.collections().get(name);
      Archive archive = CollectionArchive.of(home, collection);
      return Retention.apply(archive, collection.options().retention(), Instant.now(clock));
    }

    @Override
    public String result(RetentionPlan plan) {
      return plan.damages().isEmpty()
          ? plan.bytes() + " bytes given up"
          : "nothing is given up while backups are damaged";
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.retention(cause);
    }
  }
}
