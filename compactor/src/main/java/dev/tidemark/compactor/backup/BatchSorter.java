package dev.tidemark.compactor.backup;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.Places;
import dev.tidemark.compactor.fold.VersionCursor;
import dev.tidemark.compactor.fold.VersionKind;
import dev.tidemark.compactor.move.Moves;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.EventReader;
import dev.tidemark.schemas.event.SchemaRegistry;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.SingleObject;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the changes of a batch as the log gives them: checks their ids, counts them, and adds their
 * versions to the sort. Rows are copied as they are.
 */
final class BatchSorter implements Consumer<LoggedChange> {

  private static final long NONE = -1;

  private final Sequence from;
  private final Sequence to;
  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final ExternalSorter versions;
  private final Moves moves;
  private final ChangeCounts counts;
  private final Set<Truncated> truncates = new HashSet<>();
  private final long[] lastSequences;
  private final long[] lastOrders;
  private final AvroOutput record = new AvroOutput();

  /** Whose change was taken last, and its first lane: a table's come in long rows. */
  private @Nullable TableId lastTable;

  private int firstLane;

  /** Knows no schema until it is told which there are. */
  private EventReader event = new EventReader(new SchemaRegistry());

  BatchSorter(
      Sequence from,
      Sequence to,
      Lanes lanes,
      BatchSchemas schemas,
      ExternalSorter versions,
      Moves moves,
      ChangeCounts counts) {
    this.from = from;
    this.to = to;
    this.lanes = lanes;
    this.schemas = schemas;
    this.versions = versions;
    this.moves = moves;
    this.counts = counts;
    this.lastSequences = new long[lanes.count()];
    this.lastOrders = new long[lanes.count()];
    java.util.Arrays.fill(lastSequences, NONE);
  }

  @Override
  public void accept(LoggedChange change) {
    try {
      int lane = laneOf(change);
      event.read(change.key(), change.value());
      requireNext(lane, change);
      counts.add(lane, event.sequence());
      switch (event.operation()) {
        case TRUNCATE -> truncates.add(new Truncated(event.id(), change.table()));
        case DELETE -> add(lane, VersionKind.DELETED, VersionCursor.noRow(), new int[0]);
        case UPDATE -> add(lane, VersionKind.UPDATED, after(change), event.unchanged());
        case READ, CREATE -> addCreated(lane, change);
      }
    } catch (MalformedBytesException e) {
      throw new InconsistentLogException(
          "The event at " + change.place() + " cannot be read: " + e.getMessage() + ".");
    }
  }

  private int laneOf(LoggedChange change) {
    if (!change.table().equals(lastTable)) {
      firstLane = lanes.firstOf(change.table());
      lastTable = change.table();
    }
    return firstLane + change.partition();
  }

  private void requireNext(int lane, LoggedChange change) {
    long sequence = event.sequence();
    long order = event.order();
    boolean ascends =
        sequence > lastSequences[lane]
            || (sequence == lastSequences[lane] && order > lastOrders[lane]);
    if (!ascends) {
      throw new InconsistentLogException(
          "The event at "
              + change.place()
              + " is change "
              + event.id()
              + ", which does not come after "
              + ChangeId.of(lastSequences[lane], lastOrders[lane])
              + " before it.");
    }
    if (sequence <= from.value() || sequence > to.value()) {
      throw new InconsistentLogException(
          "The event at "
              + change.place()
              + " is change "
              + event.id()
              + ", and the timeline says that only sequences after "
              + from
              + " up to "
              + to
              + " are there.");
    }
    lastSequences[lane] = sequence;
    lastOrders[lane] = order;
  }

  private RowSlice after(LoggedChange change) {
    if (!event.hasAfter()) {
      throw new InconsistentLogException("The event at " + change.place() + " has no row.");
    }
    return new RowSlice(event.buffer(), event.afterOffset(), event.afterLength());
  }

  private void addCreated(int lane, LoggedChange change) {
    RowSlice row = after(change);
    byte[] oldKey = change.oldKey();
    if (oldKey == null || event.unchanged().length == 0) {
      add(lane, VersionKind.CREATED, row, event.unchanged());
      return;
    }
    RowSchema schema = event.schema();
    if (SingleObject.fingerprint(oldKey) != schema.keyFingerprint()) {
      throw new InconsistentLogException(
          "The event at " + change.place() + " has an old key of another kind than its key.");
    }
    add(lane, VersionKind.MOVED, row, event.unchanged());
    int header = SingleObject.HEADER_LENGTH;
    moves.add(
        lane,
        key(),
        new RowSlice(oldKey, header, oldKey.length - header),
        event.sequence(),
        event.order(),
        schemas.number(schema),
        event.unchanged(),
        row);
  }

  private RowSlice key() {
    return new RowSlice(event.keyBuffer(), event.keyOffset(), event.keyLength());
  }

  private void add(int lane, VersionKind kind, RowSlice row, int[] unchanged) {
    record.reset();
    Places.write(lane, key(), event.sequence(), event.order(), record);
    VersionCursor.write(kind, schemas.number(event.schema()), unchanged, row, record);
    versions.add(record.array(), 0, record.size());
  }

  /** The schemas of what comes next. */
  void know(SchemaRegistry registry) {
    event = new EventReader(registry);
    schemas.forgetInstances();
  }

  /** The truncates that the log holds. */
  Set<Truncated> truncates() {
    return truncates;
  }
}
