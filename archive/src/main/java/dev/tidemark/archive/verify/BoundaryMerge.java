package dev.tidemark.archive.verify;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The end of a backup, merged and decoded as a restore would, into nothing. */
final class BoundaryMerge {

  private final Archive archive;
  private final Chains chains;

  /** Files that are known to be broken: what reads them is told of already. */
  private final Set<String> broken;

  private final Meter meter;
  private final List<Finding> findings = new ArrayList<>();
  private long rows;

  BoundaryMerge(Archive archive, Chains chains, Set<String> broken, Meter meter) {
    this.archive = archive;
    this.chains = chains;
    this.broken = broken;
    this.meter = meter;
  }

  /** What was found. */
  List<Finding> findings() {
    return findings;
  }

  /** Rows so far. */
  long rows() {
    return rows;
  }

  /** How a backup's end turned out. */
  enum Outcome {
    MERGED,
    BEHIND_GAP,
    BROKEN
  }

  Outcome merge(Manifest backup) {
    Sequence sequence = backup.to().sequence();
    List<Manifest> timelines = Planner.timelines(chains, sequence);
    if (timelines.stream().map(Manifest::timelinePath).anyMatch(broken::contains)) {
      return Outcome.BROKEN;
    }
    try (TimelineReading timeline = archive.readWithoutCommits(timelines)) {
      RestorePlan plan = Planner.plan(chains, TimelineFacts.of(timeline, sequence), sequence);
      if (!(plan instanceof RestorePlan.Planned planned)) {
        return plan instanceof RestorePlan.AcrossGap ? Outcome.BEHIND_GAP : Outcome.BROKEN;
      }
      planned.tables().forEach(table -> merge(backup, planned, table));
      return Outcome.MERGED;
    }
  }

  private void merge(Manifest backup, RestorePlan.Planned plan, TablePlan table) {
    for (TablePlan.PartitionPlan partition : table.partitions()) {
      List<StoredRun> runs = partition.runs();
      if (runs.stream().map(StoredRun::path).noneMatch(broken::contains)) {
        merge(backup, plan.sequence(), table, runs);
      }
      meter.advance(runs.stream().mapToLong(run -> run.file().bytes()).sum());
    }
  }

  private void merge(Manifest backup, Sequence sequence, TablePlan table, List<StoredRun> runs) {
    try (TableScan scan = TableScan.open(archive.storage(), runs, sequence, table.truncated())) {
      IdentityHashMap<RowSchema, RowText> texts = new IdentityHashMap<>();
      while (scan.advance()) {
        RowSlice row = scan.row();
        Object unused =
            texts
                .computeIfAbsent(scan.schema(), RowText::of)
                .decode(row.array(), row.offset(), row.length());
        rows++;
      }
    } catch (MalformedBytesException e) {
      find(backup, table, runs, "a row that was merged cannot be decoded");
    } catch (StorageException e) {
      throw e;
    } catch (ProblemException e) {
      find(backup, table, runs, String.valueOf(e.getMessage()));
    }
  }

  private void find(Manifest backup, TablePlan table, List<StoredRun> runs, String what) {
    String file = runs.get(runs.size() - 1).path();
    findings.add(
        new Finding(
            file,
            file + ": " + what,
            table.definition().id() + " cannot be restored to the end of " + backup.id(),
            List.of(backup.id())));
  }
}
