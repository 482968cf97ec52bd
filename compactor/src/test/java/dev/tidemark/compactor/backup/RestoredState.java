package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowSplicer;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads all tables out of an archive as a restore does. */
final class RestoredState {

  private final Archive archive;
  private final Chains chains;
  private final Schemas known;
  private final Map<BackupId, List<TimelineEntry>> timelines = new HashMap<>();

  RestoredState(Archive archive) {
    this(archive, new Schemas());
  }

  /**
   * What there is now.
   *
   * @param known what was made of schemas when there was less
   */
  RestoredState(Archive archive, Schemas known) {
    this.archive = archive;
    this.chains = Chains.of(archive.manifests());
    this.known = known;
  }

  /** What is made of a schema once, and is nothing of any archive. */
  record Schemas(
      RunSchemas inRuns,
      Map<TableDefinition, RowSchema> rows,
      Map<RowSchema, RowText> texts,
      Map<List<RowSchema>, RowSplicer> splicers) {

    Schemas() {
      this(new RunSchemas(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }
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
    SortedMap<TableId, Map<Map<String, String>, Map<String, String>>> tables = new TreeMap<>();
    for (TablePlan table : planned(sequence).tables()) {
      List<String> keyColumns = table.definition().primaryKey().columns();
      Map<Map<String, String>, Map<String, String>> rows = new HashMap<>();
      for (Map<String, String> row : rows(table, sequence)) {
        Map<String, String> key = new HashMap<>();
        keyColumns.forEach(column -> key.put(column, row.get(column)));
        if (rows.put(key, SimulatedDatabase.withoutNulls(row)) != null) {
          throw new AssertionError(key + " of " + table.definition().id() + " is there twice");
        }
      }
      tables.put(table.definition().id(), rows);
    }
    return new SimulatedDatabase.State(tables);
  }

  /** The values of all rows, without the names of their columns, in any order but always one. */
  SortedMap<TableId, List<String>> rowsAt(long sequence) {
    SortedMap<TableId, List<String>> tables = new TreeMap<>();
    for (TablePlan table : planned(sequence).tables()) {
      tables.put(
          table.definition().id(),
          rows(table, sequence).stream().map(row -> row.values().toString()).sorted().toList());
    }
    return tables;
  }

  private RestorePlan.Planned planned(long sequence) {
    if (plan(sequence) instanceof RestorePlan.Planned planned) {
      return planned;
    }
    throw new AssertionError(sequence + " cannot be restored: " + plan(sequence));
  }

  /** Every row by column, in the order of the columns. */
  private List<Map<String, String>> rows(TablePlan table, long sequence) {
    RowSchema inForce = known.rows().computeIfAbsent(table.definition(), RowSchema::of);
    RowText text = known.texts().computeIfAbsent(inForce, RowText::of);
    List<Map<String, String>> rows = new ArrayList<>();
    for (TablePlan.PartitionPlan partition : table.partitions()) {
      try (TableScan scan =
          TableScan.open(
              archive.storage(),
              partition.runs(),
              Sequence.of(sequence),
              table.truncated(),
              known.inRuns())) {
        while (scan.advance()) {
          RowSlice bytes = adapted(inForce, scan);
          String[] values = text.decode(bytes.array(), bytes.offset(), bytes.length());
          Map<String, String> row = new LinkedHashMap<>();
          inForce.fields().forEach(field -> row.put(field.column(), values[field.position()]));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The row under the definition in force. */
  private RowSlice adapted(RowSchema inForce, TableScan scan) {
    if (scan.schema().equals(inForce)) {
      return scan.row();
    }
    int fields = inForce.fields().size();
    RowSlice nulls = RowSlice.of(new byte[fields]);
    int[] all = IntStream.range(0, fields).toArray();
    AvroOutput out = new AvroOutput();
    RowSplicer splicer =
        known
            .splicers()
            .computeIfAbsent(
                List.of(inForce, scan.schema()), pair -> RowSplicer.of(pair.get(0), pair.get(1)));
    int[] unknown = splicer.splice(nulls, all, scan.row(), new int[0], out);
    assertThat(unknown).isEmpty();
    return RowSlice.of(out);
  }
}
