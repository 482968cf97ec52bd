package dev.tidemark.compactor.backup;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.PlaceOrder;
import dev.tidemark.compactor.move.Moves;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.compactor.sort.Workspace;
import dev.tidemark.compactor.source.SourceLog;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of a span of the log, read and sorted by key: at once, or piece by piece while the
 * log grows.
 *
 * <p>Of the budget of memory half is for their versions, a quarter for rows whose key moved, and an
 * eighth for counting them, which has whoever folds them afterwards.
 */
final class Intake implements AutoCloseable {

  private final SourceLog log;
  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final Workspace workspace;
  private final ExternalSorter versions;
  private final Moves moves;
  private final ChangeCounts counts;
  private final BatchSorter sorter;
  private OffsetMap position;

  private Intake(SourceLog log, Span span, CompactorConfig config, Workspace workspace) {
    this.log = log;
    this.position = span.readFrom();
    this.lanes = new Lanes(span.partitions());
    this.schemas = new BatchSchemas(lanes);
    this.workspace = workspace;
    Path directory = workspace.directory();
    long part = config.memory() / 8;
    this.versions = new ExternalSorter(new PlaceOrder(schemas), 4 * part, directory, "versions");
    this.moves = new Moves(lanes, schemas, 2 * part, directory);
    this.counts = new ChangeCounts(lanes, part, directory);
    this.sorter =
        new BatchSorter(span.before(), span.last(), lanes, schemas, versions, moves, counts);
  }

  /**
   * @param owner whose the temporary files are
   */
  static Intake open(SourceLog log, Span span, CompactorConfig config, String owner) {
    return new Intake(log, span, config, Workspace.open(config.temporaryDirectory(), owner));
  }

  /** Reads on, up to there. */
  void readTo(OffsetMap to, BackupListener listener) {
    StepProgress progress = new StepProgress(listener, BackupListener.Step.READ, distance(to));
    sorter.know(log.schemas().get());
    log.changes()
        .read(
            position,
            to,
            change -> {
              sorter.accept(change);
              progress.advance();
            });
    position = to;
    progress.end();
  }

  private long distance(OffsetMap to) {
    long offsets = 0;
    for (Map.Entry<TableId, List<Long>> table : to.offsets().entrySet()) {
      for (int partition = 0; partition < table.getValue().size(); partition++) {
        long from = position.next(table.getKey(), partition);
        offsets += Math.max(0, table.getValue().get(partition) - from);
      }
    }
    return offsets;
  }

  Lanes lanes() {
    return lanes;
  }

  BatchSchemas schemas() {
    return schemas;
  }

  /** The truncates that the log holds. */
  Set<Truncated> truncates() {
    return sorter.truncates();
  }

  ChangeCounts counts() {
    return counts;
  }

  Moves moves() {
    return moves;
  }

  /** Where temporary files may be written until this is closed. */
  Path directory() {
    return workspace.directory();
  }

  /** Ends the reading. */
  SortedRecords sorted() {
    return versions.sort();
  }

  /** Deletes the temporary files; nothing that came from here may be used any more. */
  @Override
  public void close() {
    try (workspace;
        versions;
        moves) {
      counts.close();
    }
  }
}
