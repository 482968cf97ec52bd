package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.manifest.TimelineWriter;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Goes once along a backup's timeline: writes it to its file, holds the log's counts against it,
 * and learns what the manifest needs of it.
 */
final class TimelinePass implements Consumer<TimelineEntry> {

  private final TimelineWriter writer;
  private final ChangeCounts.Check counts;
  private final SortedMap<TableId, TableInForce> tables = new TreeMap<>();
  private final List<Truncated> truncates = new ArrayList<>();
  private final Windows windows;
  private Sequence last;

  /**
   * @param before the tables in force at the backup's start
   * @param open the windows that are open there
   */
  TimelinePass(
      TimelineWriter writer,
      ChangeCounts.Check counts,
      Sequence from,
      List<TableInForce> before,
      List<ObscuredWindow> open) {
    this.writer = writer;
    this.counts = counts;
    this.last = from;
    this.windows = new Windows(open);
    before.forEach(table -> tables.put(table.definition().id(), table));
  }

  @Override
  public void accept(TimelineEntry entry) {
    writer.append(entry);
    windows.accept(entry);
    if (entry instanceof Commit commit) {
      if (!commit.sequence().equals(last.next())) {
        throw new InconsistentLogException(
            "Sequence " + commit.sequence() + " follows sequence " + last + " on the timeline.");
      }
      last = commit.sequence();
      counts.commit(commit);
    } else if (entry instanceof Truncated truncated) {
      truncates.add(truncated);
    } else if (entry instanceof Defined defined) {
      TableDefinition definition = defined.definition();
      TableInForce before = tables.get(definition.id());
      tables.put(
          definition.id(),
          new TableInForce(
              defined.sequence(),
              before == null ? definition : definition.rememberingMissing(before.definition())));
    } else if (entry instanceof Removed removed) {
      tables.remove(removed.table());
    }
  }

  /**
   * Ends the timeline.
   *
   * @param truncated the truncates that the log holds, which must be those on the timeline
   */
  TimelineFile end(Sequence to, Set<Truncated> truncated) {
    if (!last.equals(to)) {
      throw new InconsistentLogException(
          "The timeline ends at sequence " + last + ", and its checkpoint says " + to + ".");
    }
    counts.end();
    if (!truncated.equals(new HashSet<>(truncates))) {
      throw new InconsistentLogException(
          "The timeline has " + truncates + ", and the log has " + truncated + ".");
    }
    return writer.commit();
  }

  List<Truncated> truncates() {
    return truncates;
  }

  Windows windows() {
    return windows;
  }

  List<TableInForce> tables() {
    return List.copyOf(tables.values());
  }
}
