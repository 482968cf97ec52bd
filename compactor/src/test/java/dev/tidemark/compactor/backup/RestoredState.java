package dev.tidemark.compactor.backup;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads all tables out of an archive as a restore does. */
final class RestoredState {

  private final Archive archive;
  private final Chains chains;
  private final Map<RowSchema, RowText> texts = new HashMap<>();
  private final Map<BackupId, List<TimelineEntry>> timelines = new HashMap<>();

  RestoredState(Archive archive) {
    this.archive = archive;
    this.chains = Chains.of(archive.manifests());
  }

  RestorePlan plan(long sequence) {
    Sequence at = Sequence.of(sequence);
    Iterator<TimelineEntry> entries =
        Planner.timelines(chains, at).stream()
            .flatMap(backup -> timelines.computeIfAbsent(backup.id(), id -> read(backup)).stream())
            .iterator();
    return Planner.plan(chains, TimelineFacts.of(entries, at), at);
  }

  private List<TimelineEntry> read(Manifest backup) {
    List<TimelineEntry> entries = new ArrayList<>();
    try (TimelineReading reading = archive.readTimeline(List.of(backup))) {
      reading.forEachRemaining(entries::add);
    }
    return entries;
  }

  SimulatedDatabase.State at(long sequence) {
    if (!(plan(sequence) instanceof RestorePlan.Planned planned)) {
      throw new AssertionError(sequence + " cannot be restored: " + plan(sequence));
    }
    SortedMap<TableId, Map<Map<String, String>, Map<String, String>>> tables = new TreeMap<>();
    for (TablePlan table : planned.tables()) {
      Map<Map<String, String>, Map<String, String>> rows = new HashMap<>();
      for (TablePlan.PartitionPlan partition : table.partitions()) {
        read(table, partition, planned.sequence(), rows);
      }
      tables.put(table.definition().id(), rows);
    }
    return new SimulatedDatabase.State(tables);
  }

  private void read(
      TablePlan table,
      TablePlan.PartitionPlan partition,
      Sequence sequence,
      Map<Map<String, String>, Map<String, String>> rows) {
    List<String> keyColumns = table.definition().primaryKey().columns();
    try (TableScan scan =
        TableScan.open(archive.storage(), partition.runs(), sequence, table.truncated())) {
      while (scan.advance()) {
        RowSchema schema = scan.schema();
        String[] values =
            texts
                .computeIfAbsent(schema, RowText::of)
                .decode(scan.row().array(), scan.row().offset(), scan.row().length());
        Map<String, String> row = new HashMap<>();
        schema.fields().forEach(field -> row.put(field.column(), values[field.position()]));
        Map<String, String> key = new HashMap<>();
        keyColumns.forEach(column -> key.put(column, row.get(column)));
        if (rows.put(key, SimulatedDatabase.withoutNulls(row)) != null) {
          throw new AssertionError(key + " of " + table.definition().id() + " is there twice");
        }
      }
    }
  }
}
