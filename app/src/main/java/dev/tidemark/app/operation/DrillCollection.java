package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.manifest.Drill.DrilledTable;
import dev.tidemark.archive.manifest.Drill.SourceCheck;
import dev.tidemark.archive.manifest.Drills;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.Restore;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.RestoreRequest;
import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restores everything to where nobody sees it, reads it back, and writes down in the archive what
 * came of that. When the source can be asked, what is restored is what was compared with it.
 */
public final class DrillCollection {

  private final Home home;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Listener listener;

  /**
   * @param environment where the password of a database is looked for
   */
  public DrillCollection(
      Home home, Clock clock, Map<String, String> environment, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
    this.listener = listener;
  }

  /**
   * A drill that a person asks for.
   *
   * @param into where to; empty for where the collection's drills go
   * @param patience how long a scheduled backup may need to end, and capture to come as far as what
   *     the source has
   * @return the verdict, as it stands in the archive
   * @throws ProblemException there was no drill, or its verdict could not be written down
   */
  public Drill run(CollectionName name, Optional<Target> into, Duration patience) {
    return Underway.asked(home, name, "drill", clock, listener)
        .run(patience, new Work(name, into, patience));
  }

  /** A drill that is due; empty when something else of the collection runs. */
  public Optional<Drill> runScheduled(CollectionName name, Duration patience) {
    Operation operation = Operation.scheduled(name, "drill", Instant.now(clock));
    return new Underway(home, operation, clock, listener)
        .tryRun(new Work(name, Optional.empty(), patience));
  }

  private final class Work implements Underway.Work<Drill> {

    private final CollectionName name;
    private final Optional<Target> into;
    private final Duration patience;

    Work(CollectionName name, Optional<Target> into, Duration patience) {
      this.name = name;
      this.into = into;
      this.patience = patience;
    }

    @Override
    public Drill run(Listener heard) {
      ProtectedTables collection = home.collections().get(name);
      DrillPlace place = DrillPlace.of(home, collection, into, environment);
      Archive archive = CollectionArchive.of(home, collection);
      Instant began = Instant.now(clock);
      Source source = source(collection, heard);
      Drill drill;
      try {
        place.clear();
        RestoreReport report = rehearse(archive, place, source, heard);
        drill = passed(began, place, source, report);
      } catch (ProblemException e) {
        unlessBrokenOff(e);
        drill = failed(began, place, source, e);
      } finally {
        place.clear();
      }
      Drills.of(archive).record(drill);
      return drill;
    }

    /** What the source says; a drill goes on without it. */
    private Source source(ProtectedTables collection, Listener heard) {
      try {
        Deployment deployment = Deployment.withKafka(home, collection);
        return Source.of(new AgainstSource(deployment, collection, clock, heard).compare(patience));
      } catch (ProblemException e) {
        unlessBrokenOff(e);
        return Source.unasked(e);
      }
    }

    private RestoreReport rehearse(
        Archive archive, DrillPlace place, Source source, Listener heard) {
      RestorePoint point =
          source
              .at()
              .<RestorePoint>map(RestorePoint.AtSequence::new)
              .orElseGet(RestorePoint.Latest::new);
      RestoreRequest request =
          RestoreRequest.of(archive, point, place.target())
              .with(place.choice(name))
              .with(RestoreOptions.DEFAULT.with(RestoreOptions.Extent.REHEARSAL));
      return Restore.run(request, new RestoreProgress(heard));
    }

    private Drill passed(Instant began, DrillPlace place, Source source, RestoreReport report) {
      if (!(report.outcome() instanceof RestoreReport.Rehearsed rehearsed)) {
        throw new AssertionError(report.outcome());
      }
      List<DrilledTable> tables =
          rehearsed.tables().entrySet().stream()
              .map(
                  each ->
                      new DrilledTable(
                          each.getKey(), each.getValue().rows(), each.getValue().hex()))
              .toList();
      return new Drill(
          began,
          Instant.now(clock),
          report.point().sequence(),
          place.word(),
          source.problem(),
          source.check(),
          source.note(),
          tables);
    }

    private Drill failed(Instant began, DrillPlace place, Source source, ProblemException problem) {
      return new Drill(
          began,
          Instant.now(clock),
          source.at().orElse(Sequence.NONE),
          place.word(),
          Optional.of(String.valueOf(problem.getMessage())),
          source.check(),
          source.note(),
          List.of());
    }

    @Override
    public String result(Drill drill) {
      return drill
          .problem()
          .map(problem -> "the drill failed: " + problem)
          .orElseGet(
              () ->
                  "sequence "
                      + drill.sequence()
                      + " was restored and verified: "
                      + drill.rows()
                      + " rows of "
                      + drill.tables().size()
                      + " tables");
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.drill(cause);
    }
  }

  private static void unlessBrokenOff(ProblemException problem) {
    if (Thread.currentThread().isInterrupted()) {
      throw problem;
    }
  }

  /**
   * What the source had to say.
   *
   * @param at the sequence at which it was compared
   */
  private record Source(
      SourceCheck check, Optional<Sequence> at, Optional<String> problem, Optional<String> note) {

    static Source of(SourceComparison comparison) {
      Optional<Sequence> at = Optional.of(comparison.sequence());
      if (comparison.isSame()) {
        return new Source(SourceCheck.SAME, at, Optional.empty(), Optional.empty());
      }
      String what =
          comparison.differing()
              + " of "
              + comparison.tables().size()
              + " tables are not as in the source";
      return new Source(SourceCheck.DIFFERENT, at, Optional.of(what), Optional.of(what));
    }

    static Source unasked(ProblemException why) {
      return new Source(
          SourceCheck.NOT_COMPARED,
          Optional.empty(),
          Optional.empty(),
          Optional.of(String.valueOf(why.getMessage())));
    }
  }
}
