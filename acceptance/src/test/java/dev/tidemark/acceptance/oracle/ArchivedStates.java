package dev.tidemark.acceptance.oracle;

import dev.tidemark.acceptance.workload.CopyText;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.restorer.load.AdaptedRows;
import dev.tidemark.restorer.load.RowCursor;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * States as the archive gives them, by the same plan and the same merge as a restore. Backups that
 * are written later are not seen; what was read of a timeline is kept.
 */
public final class ArchivedStates {

  private final Archive archive;
  private final Chains chains;
  private final RunSchemas schemas = new RunSchemas();

  /** By the backup's location. */
  private final Map<String, List<TimelineEntry>> timelines = new HashMap<>();

  public ArchivedStates(Path storage, String collection) {
    archive = Archive.open(Storages.open(storage.toUri()), new CollectionName(collection));
    chains = Chains.of(archive.manifests());
  }

  public RestorePlan plan(Sequence sequence) {
    Iterator<TimelineEntry> timeline = timeline(Planner.timelines(chains, sequence));
    return Planner.plan(chains, TimelineFacts.of(timeline, sequence), sequence);
  }

  State at(Sequence sequence) {
    if (!(plan(sequence) instanceof RestorePlan.Planned plan)) {
      throw new AssertionError("no plan for sequence " + sequence + ": " + plan(sequence));
    }
    return at(plan);
  }

  /** The rows of the tables that a plan has. */
  public State at(RestorePlan.Planned plan) {
    Map<TableId, List<String>> state = new HashMap<>();
    for (TablePlan table : plan.tables()) {
      state.put(table.definition().id(), rows(table, plan.sequence()));
    }
    return new State(state);
  }

  /** What can be restored; empty when nothing can. */
  public Optional<History> history() {
    return chains.history();
  }

  /** Every commit that backups tell of, by sequence. */
  public SortedMap<Long, Commit> commits() {
    SortedMap<Long, Commit> commits = new TreeMap<>();
    for (Chain chain : chains.chains()) {
      Iterator<TimelineEntry> timeline = timeline(chain.manifests());
      while (timeline.hasNext()) {
        if (timeline.next() instanceof Commit commit) {
          commits.put(commit.sequence().value(), commit);
        }
      }
    }
    return commits;
  }

  private Iterator<TimelineEntry> timeline(List<Manifest> backups) {
    return backups.stream().flatMap(backup -> entries(backup).stream()).iterator();
  }

  private List<TimelineEntry> entries(Manifest backup) {
    return timelines.computeIfAbsent(
        backup.location(),
        unread -> {
          List<TimelineEntry> entries = new ArrayList<>();
          try (TimelineReading timeline = archive.readTimeline(List.of(backup))) {
            timeline.forEachRemaining(entries::add);
          }
          return entries;
        });
  }

  /** Rows of older definitions are brought under the one in force, as a restore brings them. */
  private List<String> rows(TablePlan table, Sequence sequence) {
    RowSchema inForce = RowSchema.of(table.definition());
    RowText text = RowText.of(inForce);
    List<String> lines = new ArrayList<>();
    for (TablePlan.PartitionPlan partition : table.partitions()) {
      TableScan scan =
          TableScan.open(archive.storage(), partition.runs(), sequence, table.truncated(), schemas);
      try (RowCursor rows = new AdaptedRows(new ScannedRows(scan), inForce)) {
        while (rows.advance()) {
          lines.add(CopyText.line(text.decode(rows.array(), rows.offset(), rows.length())));
        }
      }
    }
    Collections.sort(lines);
    return lines;
  }
}
