package dev.tidemark.archive.plan;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.plan.TablePlan.PartitionPlan;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is read of the backups of one chain to restore a sequence that they cover. */
final class ChainPlan {

  /** The full, and the incrementals that begin before the sequence. */
  private final List<Manifest> backups;

  /** All of the chain. */
  private final List<ObscuredWindow> windows;

  private final List<TimelineEntry> alterations;
  private final Sequence sequence;

  ChainPlan(
      List<Manifest> backups,
      List<ObscuredWindow> windows,
      List<TimelineEntry> alterations,
      Sequence sequence) {
    this.backups = backups;
    this.windows = windows;
    this.alterations = alterations;
    this.sequence = sequence;
  }

  RestorePlan.Planned plan() {
    List<ObscuredWindow> obscured = obscured();
    SortedMap<TableId, TableDefinition> inForce = inForce();
    obscured.forEach(window -> inForce.remove(window.table()));
    List<TablePlan> tables = inForce.values().stream().map(this::table).toList();
    return new RestorePlan.Planned(sequence, backups, tables, obscured);
  }

  /** The windows over the sequence, as the backup has them in which it lies. */
  private List<ObscuredWindow> obscured() {
    return backups.get(backups.size() - 1).obscured().stream()
        .filter(window -> window.covers(sequence))
        .map(this::whole)
        .toList();
  }

  /** Where a window ends that is open at a backup's end, a later backup knows. */
  private ObscuredWindow whole(ObscuredWindow window) {
    return windows.stream()
        .filter(other -> other.table().equals(window.table()))
        .filter(other -> other.after().equals(window.after()) && !other.isOpen())
        .findFirst()
        .orElse(window);
  }

  /** What was in force at the last boundary up to the sequence, and what was defined since. */
  private SortedMap<TableId, TableDefinition> inForce() {
    SortedMap<TableId, TableDefinition> tables = new TreeMap<>();
    Sequence boundary = Sequence.NONE;
    List<TableInForce> there = List.of();
    for (Manifest backup : backups) {
      if (!backup.to().sequence().isAfter(sequence)) {
        boundary = backup.to().sequence();
        there = backup.tables();
      }
    }
    there.forEach(table -> tables.put(table.definition().id(), table.definition()));
    for (TimelineEntry entry : alterations) {
      boolean since = !entry.sequence().isBefore(boundary);
      if (since && boundary.isBefore(sequence)) {
        alter(tables, entry);
      }
    }
    return tables;
  }

  private static void alter(SortedMap<TableId, TableDefinition> tables, TimelineEntry entry) {
    if (entry instanceof Defined defined) {
      tables.merge(
          defined.definition().id(),
          defined.definition(),
          (before, after) -> after.rememberingMissing(before));
    } else if (entry instanceof Removed removed) {
      tables.remove(removed.table());
    }
  }

  private TablePlan table(TableDefinition definition) {
    Optional<ChangeId> truncated = lastTruncate(definition.id());
    Map<Integer, List<StoredRun>> partitions = new TreeMap<>();
    for (Manifest backup : backups) {
      for (RunFile file : backup.files()) {
        if (file.table().equals(definition.id()) && isNeeded(backup, file, truncated)) {
          partitions
              .computeIfAbsent(file.partition(), p -> new ArrayList<>())
              .add(new StoredRun(backup.location(), file));
        }
      }
    }
    List<PartitionPlan> plans = new ArrayList<>();
    partitions.forEach((partition, runs) -> plans.add(new PartitionPlan(partition, runs)));
    return new TablePlan(definition, truncated, plans);
  }

  /** At a backup's end its delta says everything; inside it, the older versions count too. */
  private boolean isNeeded(Manifest backup, RunFile file, Optional<ChangeId> truncated) {
    if (file.rows() == 0 || file.firstSequence().isAfter(sequence)) {
      return false;
    }
    if (file.role() == RunRole.HISTORY && !backup.to().sequence().isAfter(sequence)) {
      return false;
    }
    return truncated.isEmpty() || !file.lastSequence().isBefore(truncated.get().sequence());
  }

  private Optional<ChangeId> lastTruncate(TableId table) {
    return backups.stream()
        .flatMap(backup -> backup.truncates().stream())
        .filter(truncated -> truncated.table().equals(table))
        .map(Truncated::id)
        .filter(id -> !id.sequence().isAfter(sequence))
        .max(ChangeId::compareTo);
  }
}
