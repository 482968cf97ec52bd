package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
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
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads timeline entries from their bytes in {@link TimelineEntryWriter#schema()}, one after the
 * other. Not for sharing between threads.
 */
public final class TimelineEntryReader {

  private final FieldReader fields;
  private final Supplier<TableChanges> changes;

  /**
   * @param in its place is that of the next entry
   */
  public TimelineEntryReader(AvroInput in) {
    this(new FieldReader(in));
  }

  TimelineEntryReader(FieldReader fields) {
    this.fields = fields;
    this.changes = fields::changes;
  }

  /**
   * The entry at which the input stands, which stands behind it then.
   *
   * @throws MalformedBytesException the bytes are no entry of this version
   * @throws IllegalArgumentException they are, of something that cannot be
   * @throws dev.tidemark.schemas.table.UnreadableDefinitionException a table's definition is none
   */
  public TimelineEntry next() {
    return read(fields.kind(), /* withTables= */ true);
  }

  /**
   * The same, behind its kind.
   *
   * @param withTables whether a commit comes with what it did to tables, which takes several times
   *     as long
   */
  TimelineEntry read(int kind, boolean withTables) {
    return switch (kind) {
      case EntryKind.COMMIT -> commit(withTables);
      case EntryKind.TRUNCATED ->
          new Truncated(new ChangeId(fields.sequence(), fields.number()), fields.table());
      case EntryKind.DEFINED -> new Defined(fields.sequence(), DefinitionJson.read(fields.text()));
      case EntryKind.MARKED ->
          new Marked(fields.sequence(), fields.text(), fields.position(), fields.time());
      case EntryKind.GAP -> new Gap(fields.sequence(), fields.text(), fields.time());
      case EntryKind.SNAPSHOT_STARTED ->
          new SnapshotStarted(fields.sequence(), fields.position(), fields.time());
      case EntryKind.OBSCURED ->
          new Obscured(fields.sequence(), fields.table(), fields.sequence(), fields.text());
      case EntryKind.READ_STARTED -> new ReadStarted(fields.sequence(), fields.table());
      case EntryKind.CLEARED -> new Cleared(fields.sequence(), fields.table());
      case EntryKind.REMOVED -> new Removed(fields.sequence(), fields.table(), fields.text());
      default -> throw new MalformedBytesException("a timeline has no entries of kind " + kind);
    };
  }

  /** Steps over a commit, behind its kind. */
  void skipCommit() {
    fields.skipNumbers(1);
    fields.skipText();
    fields.skipText();
    fields.skipNumbers(1);
    List<TableChanges> unused = fields.skippedChanges();
  }

  private Commit commit(boolean withTables) {
    return new Commit(
        fields.sequence(),
        new TransactionId(fields.text()),
        fields.position(),
        fields.time(),
        withTables ? fields.list(changes) : fields.skippedChanges());
  }
}
