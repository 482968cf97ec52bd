package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.table.DefinitionJson;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Writes timeline entries straight to Avro bytes: in checkpoints, and one by one in a backup's
 * timeline. Not for sharing between threads.
 */
public final class TimelineEntryWriter {

  private final FieldWriter fields;
  private final Consumer<TableChanges> changes;

  public TimelineEntryWriter(AvroOutput out) {
    this(new FieldWriter(out));
  }

  TimelineEntryWriter(FieldWriter fields) {
    this.fields = fields;
    this.changes = fields::changes;
  }

  /** The union of all kinds of entries. */
  public static Schema schema() {
    return TimelineSchemas.ENTRY;
  }

  public void write(TimelineEntry entry) {
    if (entry instanceof Commit commit) {
      begin(EntryKind.COMMIT, commit);
      fields.text(commit.transaction().value());
      fields.position(commit.position());
      fields.time(commit.time());
      fields.list(commit.tables(), changes);
    } else if (entry instanceof Defined defined) {
      begin(EntryKind.DEFINED, defined);
      fields.text(DefinitionJson.write(defined.definition()));
    } else if (entry instanceof Marked marked) {
      begin(EntryKind.MARKED, marked);
      fields.text(marked.name());
      fields.position(marked.position());
      fields.time(marked.time());
    } else if (entry instanceof Gap gap) {
      begin(EntryKind.GAP, gap);
      fields.text(gap.reason());
      fields.time(gap.time());
    } else if (entry instanceof SnapshotStarted started) {
      begin(EntryKind.SNAPSHOT_STARTED, started);
      fields.position(started.position());
      fields.time(started.time());
    } else {
      writeOfTable(entry);
    }
  }

  private void writeOfTable(TimelineEntry entry) {
    if (entry instanceof Truncated truncated) {
      begin(EntryKind.TRUNCATED, truncated);
      fields.number(truncated.id().order());
      fields.table(truncated.table());
    } else if (entry instanceof Obscured obscured) {
      begin(EntryKind.OBSCURED, obscured);
      fields.table(obscured.table());
      fields.sequence(obscured.after());
      fields.text(obscured.reason());
    } else if (entry instanceof ReadStarted started) {
      begin(EntryKind.READ_STARTED, started);
      fields.table(started.table());
    } else if (entry instanceof Cleared cleared) {
      begin(EntryKind.CLEARED, cleared);
      fields.table(cleared.table());
    } else if (entry instanceof Removed removed) {
      begin(EntryKind.REMOVED, removed);
      fields.table(removed.table());
      fields.text(removed.reason());
    } else {
      throw new AssertionError(entry);
    }
  }

  private void begin(int kind, TimelineEntry entry) {
    fields.kind(kind);
    fields.sequence(entry.sequence());
  }
}
