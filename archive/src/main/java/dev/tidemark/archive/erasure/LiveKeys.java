package dev.tidemark.archive.erasure;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.Optional;

/** Counts the keys of a table that are there at the end of the newest backup. */
final class LiveKeys {

  private final Archive archive;
  private final ErasedKeys keys;
  private final RunSchemas schemas;
  private final Manifest newest;
  private final RestorePlan.Planned plan;

  private LiveKeys(
      Archive archive,
      ErasedKeys keys,
      RunSchemas schemas,
      Manifest newest,
      RestorePlan.Planned plan) {
    this.archive = archive;
    this.keys = keys;
    this.schemas = schemas;
    this.newest = newest;
    this.plan = plan;
  }

  /**
   * @throws ErasureException what is there then cannot be told
   */
  static LiveKeys of(Archive archive, Chains chains, ErasedKeys keys, RunSchemas schemas) {
    Manifest newest = chains.newest().orElseThrow().last().manifest();
    Sequence end = newest.to().sequence();
    try (TimelineReading timeline = archive.readWithoutCommits(Planner.timelines(chains, end))) {
      RestorePlan plan = Planner.plan(chains, TimelineFacts.of(timeline, end), end);
      if (plan instanceof RestorePlan.Planned planned) {
        return new LiveKeys(archive, keys, schemas, newest, planned);
      }
      throw ErasureException.unknownEnd(newest.id());
    }
  }

  /**
   * @throws ErasureException what the table is then is not known
   */
  long count(TableId table, Meter meter) {
    if (plan.obscured().stream().map(ObscuredWindow::table).anyMatch(table::equals)) {
      throw ErasureException.unknownTable(table, newest.id());
    }
    Optional<TablePlan> found =
        plan.tables().stream().filter(each -> each.definition().id().equals(table)).findFirst();
    long alive = 0;
    if (found.isPresent()) {
      for (TablePlan.PartitionPlan partition : found.get().partitions()) {
        alive += count(found.get(), partition);
        meter.advance(bytes(partition));
      }
    }
    return alive;
  }

  /** How much has to be read for it. */
  long bytes(TableId table) {
    return plan.tables().stream()
        .filter(each -> each.definition().id().equals(table))
        .flatMap(each -> each.partitions().stream())
        .mapToLong(LiveKeys::bytes)
        .sum();
  }

  private static long bytes(TablePlan.PartitionPlan partition) {
    return partition.runs().stream().map(StoredRun::file).mapToLong(file -> file.bytes()).sum();
  }

  private long count(TablePlan table, TablePlan.PartitionPlan partition) {
    long alive = 0;
    try (TableScan scan =
        TableScan.open(
            archive.storage(), partition.runs(), plan.sequence(), table.truncated(), schemas)) {
      while (scan.advance()) {
        alive += keys.has(scan.schema(), scan.key()) ? 1 : 0;
      }
    }
    return alive;
  }
}
