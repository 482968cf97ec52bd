package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a backup's timeline as Avro records: commits that follow each other many to
 * a record, by columns, and everything else one by one. What is read is what was written, entry by
 * entry; the same entries give the same records. Holds the commits of one record. Not for sharing
 * between threads.
 */
public final class TimelineRecordWriter {

  private final AvroOutput out = new AvroOutput();
  private final FieldWriter fields = new FieldWriter(out);
  private final TimelineEntryWriter entries = new TimelineEntryWriter(fields);
  private final CommitColumns columns = new CommitColumns();
  private final Sink sink;
  private @Nullable Commit first;

  /** Takes records. */
  @FunctionalInterface
  public interface Sink {

    /** One record: so many bytes of the array, which are others after the call. */
    void take(byte[] record, int length);
  }

  public TimelineRecordWriter(Sink sink) {
    this.sink = sink;
  }

  /** The union of all kinds of entries, and of many commits as one. */
  public static Schema schema() {
    return TimelineSchemas.RECORD;
  }

  public void write(TimelineEntry entry) {
    if (entry instanceof Commit commit && CommitColumns.fits(commit)) {
      if (!columns.hasRoomFor(commit)) {
        flush();
      }
      if (columns.size() == 0) {
        first = commit;
      }
      columns.add(commit);
    } else {
      flush();
      entries.write(entry);
      take();
    }
  }

  /** Writes what is held back. */
  public void flush() {
    Commit alone = first;
    if (columns.size() > 1) {
      fields.kind(EntryKind.COMMITS);
      columns.writeTo(fields);
      take();
    } else if (alone != null) {
      columns.clear();
      entries.write(alone);
      take();
    }
    first = null;
  }

  private void take() {
    sink.take(out.array(), out.size());
    out.reset();
  }
}
