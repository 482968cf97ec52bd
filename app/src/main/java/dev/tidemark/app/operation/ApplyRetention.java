package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.compactor.release.Release;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Gives up of a collection's backups what its settings do not promise, and of its topics what the
 * backups have.
 */
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
  public GivenUp plan(CollectionName name) {
    ProtectedTables collection = home.collections().get(name);
    Instant now = Instant.now(clock);
    RetentionPlan plan =
        RetentionPlan.of(
            CollectionArchive.of(home, collection), collection.options().retention(), now);
    return new GivenUp(plan, topics(collection, release -> release.plan(now)));
  }

  private Release topics(ProtectedTables collection, Function<ReleaseTopics, Release> how) {
    try {
      return how.apply(new ReleaseTopics(Deployment.withKafka(home, collection), collection));
    } catch (ProblemException e) {
      // The backups are what was asked for most; their topics are given up another time.
      return new Release.Nothing(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Broken off at any instant, it has kept what is promised, and the next run completes it.
   *
   * @param patience how long a scheduled backup may need to end
   * @return what was done; nothing while the backups are damaged
   */
  public GivenUp run(CollectionName name, Duration patience) {
    return Underway.asked(home, name, "retention", clock, listener).run(patience, new Work(name));
  }

  private final class Work implements Underway.Work<GivenUp> {

    private final CollectionName name;

    Work(CollectionName name) {
      this.name = name;
    }

    @Override
    public GivenUp run(Listener heard) {
      ProtectedTables collection = home.collections().get(name);
      Archive archive = CollectionArchive.of(home, collection);
      Instant now = Instant.now(clock);
      RetentionPlan plan = Retention.apply(archive, collection.options().retention(), now);
      return new GivenUp(plan, topics(collection, release -> release.run(now)));
    }

    @Override
    public String result(GivenUp given) {
      RetentionPlan plan = given.backups();
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
