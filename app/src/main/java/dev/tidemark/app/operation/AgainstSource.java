package dev.tidemark.app.operation;

import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.capture.Sources;
import dev.tidemark.capture.snapshot.SourceView;
import dev.tidemark.restorer.ArchivedTables;
import dev.tidemark.restorer.compare.Comparison;
import dev.tidemark.restorer.compare.SourceTables;
import dev.tidemark.restorer.compare.TableVerdict;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Compares what the backups of one collection have with what its source has, at one sequence, while
 * the source goes on: look at the source, wait until capture has passed that place, back up what is
 * not backed up, read both. Its caller holds the collection's operation lock.
 */
final class AgainstSource {

  private final Deployment deployment;
  private final ProtectedTables collection;
  private final Clock clock;
  private final Listener heard;

  AgainstSource(Deployment deployment, ProtectedTables collection, Clock clock, Listener heard) {
    this.deployment = deployment;
    this.collection = collection;
    this.clock = clock;
    this.heard = heard;
  }

  /**
   * @param patience how long transactions that are open in the source may take to end, and capture
   *     to come as far
   * @throws dev.tidemark.schemas.problem.ProblemException they cannot be compared
   */
  SourceComparison compare(Duration patience) {
    Archive archive = CollectionArchive.of(deployment, collection);
    History history =
        new PointFinder(archive)
            .history()
            .orElseThrow(() -> CompareException.noBackup(collection.name()));
    heard.progress("looking at the source", 0, -1);
    try (SourceView view = Sources.view(deployment.capture(collection), patience)) {
      Sequence sequence = archived(archive, history, view, patience);
      ArchivedTables archived = ArchivedTables.at(archive, sequence);
      Comparison comparison = new Comparison(archived.tables(), archived.unknown(), source(view));
      List<TableVerdict> verdicts = comparison.run(progress(comparison.weight()));
      return new SourceComparison(collection.name(), sequence, view.position(), verdicts);
    }
  }

  /** Sees to it that the backups reach as far as the source was looked at. */
  private Sequence archived(Archive archive, History history, SourceView view, Duration patience) {
    String marker = Markers.named("verify", Instant.now(clock));
    Caught caught = new CatchUp(deployment, collection, marker, heard).awaitNow(patience);
    if (caught instanceof Caught.Unasked unasked) {
      throw unasked.why();
    } else if (!(caught instanceof Caught.Up)) {
      throw CompareException.behind(collection.name(), caught);
    }
    Resolution resolution =
        new CapturedHistory(archive, history, deployment.log(collection).timeline())
            .resolve(new RestorePoint.AtPosition(view.position()), caught.end());
    if (!(resolution instanceof Resolution.Resolved resolved)) {
      throw CompareException.notThere(collection.name(), why(resolution));
    }
    if (resolved.sequence().isAfter(history.last().sequence())) {
      new BackupJob(deployment, collection, clock, heard)
          .take(BackupKind.INCREMENTAL, Optional.of(caught.end()));
    }
    return resolved.sequence();
  }

  private static String why(Resolution resolution) {
    return resolution instanceof Resolution.InGap gap
        ? "changes after sequence " + gap.after() + " were not captured: " + gap.reason()
        : "nothing is known of that place of the source's log";
  }

  private LongConsumer progress(long weight) {
    long[] read = {0};
    return rows -> {
      read[0] += rows;
      heard.progress("comparing", read[0], Math.max(weight, read[0]));
      if (Thread.currentThread().isInterrupted()) {
        throw CancelledException.verification(null);
      }
    };
  }

  private static SourceTables source(SourceView view) {
    return new SourceTables() {
      @Override
      public Map<TableId, TableDefinition> definitions() {
        return view.definitions();
      }

      @Override
      public void read(TableDefinition definition, RowTaker taker) {
        view.read(definition, taker::take);
      }
    };
  }
}
