package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a backup's timeline from their bytes in {@link
 * TimelineRecordWriter#schema()}: each is an entry, or many. Not for sharing between threads.
 */
public final class TimelineRecordReader {

  private final FieldReader fields;
  private final TimelineEntryReader entries;
  private final CommitBatch commits;
  private final Detail detail;
  private @Nullable TimelineEntry entry;

  /** What of the entries is read. */
  public enum Detail {
    ALL,
    /** Commits without what they did to tables. */
    PLACES,
    /** Everything but commits. */
    NO_COMMITS
  }

  /**
   * @param in its place is that of the next record
   */
  public TimelineRecordReader(AvroInput in, Detail detail) {
    this.fields = new FieldReader(in);
    this.entries = new TimelineEntryReader(fields);
    this.commits = new CommitBatch(in, fields);
    this.detail = detail;
  }

  /**
   * Goes to the record at which the input stands, which stands behind it then.
   *
   * @throws MalformedBytesException the bytes are no record of this version
   * @throws IllegalArgumentException they are, of something that cannot be
   * @throws dev.tidemark.schemas.table.UnreadableDefinitionException a table's definition is none
   */
  public void read() {
    int kind = fields.kind();
    if (kind == EntryKind.COMMITS) {
      switch (detail) {
        case ALL -> commits.read();
        case PLACES -> commits.readPlacesAlone();
        case NO_COMMITS -> commits.skip();
      }
    } else if (kind == EntryKind.COMMIT && detail == Detail.NO_COMMITS) {
      entries.skipCommit();
    } else {
      entry = entries.read(kind, /* withTables= */ detail == Detail.ALL);
    }
  }

  /** Whether there are more entries of the record. */
  public boolean hasNext() {
    return entry != null || commits.hasNext();
  }

  /**
   * The next entry of the record.
   *
   * @throws IllegalArgumentException it cannot be
   */
  public TimelineEntry next() {
    TimelineEntry alone = entry;
    if (alone != null) {
      entry = null;
      return alone;
    }
    if (!commits.hasNext()) {
      throw new NoSuchElementException();
    }
    return commits.next();
  }
}
