package dev.tidemark.acceptance.oracle;

import dev.tidemark.acceptance.workload.CopyText;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** States as the archive gives them, by the same plan and the same merge as a restore. */
public final class ArchivedStates {

  private final Archive archive;
  private final Chains chains;
  private final Map<RowSchema, RowText> texts = new HashMap<>();

  public ArchivedStates(Path storage, String collection) {
    archive = Archive.open(Storages.open(storage.toUri()), new CollectionName(collection));
    chains = Chains.of(archive.manifests());
  }

  public RestorePlan plan(Sequence sequence) {
    try (TimelineReading timeline = archive.readTimeline(Planner.timelines(chains, sequence))) {
      return Planner.plan(chains, TimelineFacts.of(timeline, sequence), sequence);
    }
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
      try (TimelineReading timeline = archive.readTimeline(chain.manifests())) {
        while (timeline.hasNext()) {
          if (timeline.next() instanceof Commit commit) {
            commits.put(commit.sequence().value(), commit);
          }
        }
      }
    }
    return commits;
  }

  private List<String> rows(TablePlan table, Sequence sequence) {
    List<String> rows = new ArrayList<>();
    for (TablePlan.PartitionPlan partition : table.partitions()) {
      try (TableScan scan =
          TableScan.open(archive.storage(), partition.runs(), sequence, table.truncated())) {
        while (scan.advance()) {
          RowSlice row = scan.row();
          RowText text = texts.computeIfAbsent(scan.schema(), RowText::of);
          rows.add(CopyText.line(text.decode(row.array(), row.offset(), row.length())));
        }
      }
    }
    Collections.sort(rows);
    return rows;
  }
}
