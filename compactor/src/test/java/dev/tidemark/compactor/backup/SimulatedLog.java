package dev.tidemark.compactor.backup;

import dev.tidemark.compactor.source.ChangeSource;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.compactor.source.SourceLog;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Change;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.EventEncoder;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.event.SchemaRegistry;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.SingleObject;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A collection's log in memory, written as capture writes it. */
final class SimulatedLog implements ChangeSource, Timeline {

  static final Instant START = Instant.parse("2026-11-22T07:00:00Z");

  final CollectionName collection = new CollectionName("shop");

  private final int partitions;
  private final SchemaRegistry schemas = new SchemaRegistry();
  private final SortedMap<TableId, TableDefinition> definitions = new TreeMap<>();
  private final SortedMap<TableId, EventEncoder> encoders = new TreeMap<>();
  private final SortedMap<TableId, List<List<LoggedChange>>> topics = new TreeMap<>();
  private final SortedMap<TableId, List<Long>> offsets = new TreeMap<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private List<TimelineEntry> entries = new ArrayList<>();
  private final SortedMap<TableId, long[]> counts = new TreeMap<>();
  private long last;
  private long order;
  private boolean open;
  private int attempts;
  private int givesOnly = Integer.MAX_VALUE;
  private BiConsumer<OffsetMap, OffsetMap> watch = (from, to) -> {};

  SimulatedLog(int partitions) {
    this.partitions = partitions;
  }

  SourceLog source() {
    return new SourceLog(this, this, () -> schemas);
  }

  /** A table, or its columns from the next transaction on. */
  void define(TableDefinition definition) {
    Envelope envelope = Envelope.of(RowSchema.of(definition));
    envelope.schemas().forEach(schemas::add);
    encoders.put(definition.id(), EventEncoder.of(envelope, collection, "shopdb"));
    topics.computeIfAbsent(
        definition.id(),
        table -> {
          offsets.put(table, new ArrayList<>(java.util.Collections.nCopies(partitions, 0L)));
          List<List<LoggedChange>> lanes = new ArrayList<>();
          for (int i = 0; i < partitions; i++) {
            lanes.add(new ArrayList<>());
          }
          return lanes;
        });
    definitions.put(definition.id(), definition);
    entries.add(new TimelineEntry.Defined(Sequence.of(last + 1), definition));
  }

  void snapshotStarted() {
    abandon();
    entries.clear();
    Sequence sequence = Sequence.of(last + 1);
    // Every attempt has a slot of its own, which begins elsewhere.
    attempts++;
    entries.add(new TimelineEntry.SnapshotStarted(sequence, position(attempts), time()));
    definitions.forEach(
        (table, definition) -> entries.add(new TimelineEntry.Defined(sequence, definition)));
    checkpoint();
  }

  /**
   * Forgets the transaction at hand, of which a part may be in the topics: a snapshot broke off.
   */
  private void abandon() {
    order = 0;
    open = false;
    counts.clear();
  }

  long sequence() {
    return last;
  }

  Checkpoint lastCheckpoint() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  void read(TableId table, String[] row) {
    write(table, Operation.READ, row, null);
  }

  void insert(TableId table, String[] row) {
    write(table, Operation.CREATE, row, null);
  }

  void update(TableId table, String[] row) {
    write(table, Operation.UPDATE, row, null);
  }

  void delete(TableId table, String[] row) {
    write(table, Operation.DELETE, row, null);
  }

  /** An update of the key. */
  void move(TableId table, String[] before, String[] after) {
    write(table, Operation.DELETE, before, null);
    arrive(table, before, after);
  }

  /** The second half of a move. */
  void arrive(TableId table, String[] before, String[] after) {
    write(table, Operation.CREATE, after, before);
  }

  /** The timeline will not say that the transaction at hand changed a table. */
  void conceal(TableId table) {
    counts.remove(table);
  }

  void truncate(TableId table) {
    entries.add(new TimelineEntry.Truncated(ChangeId.of(last + 1, order), table));
    append(table, 0, null, Change.truncated(nextId()), null);
    count(table, Operation.TRUNCATE);
  }

  private void write(TableId table, Operation operation, String[] row, String[] movedFrom) {
    EventEncoder encoder = encoders.get(table);
    RowEncoder rows = RowEncoder.of(encoder.envelope().row());
    AvroOutput encoded = new AvroOutput();
    int[] unchanged = rows.encodeRow(row, encoded);
    byte[] key = key(encoder, rows, row);
    byte[] oldKey = movedFrom == null ? null : key(encoder, rows, movedFrom);
    RowSlice slice = RowSlice.of(encoded);
    boolean deletes = operation == Operation.DELETE;
    Change change =
        new Change(nextId(), operation, unchanged, deletes ? slice : null, deletes ? null : slice);
    append(table, partition(key), key, change, oldKey);
    count(table, operation);
  }

  /** By the key's values alone: its schema may change while the key stays the same. */
  private int partition(byte[] key) {
    byte[] values = Arrays.copyOfRange(key, SingleObject.HEADER_LENGTH, key.length);
    return Math.floorMod(Arrays.hashCode(values), partitions);
  }

  private static byte[] key(EventEncoder encoder, RowEncoder rows, String[] row) {
    AvroOutput key = new AvroOutput();
    rows.encodeKey(row, key);
    AvroOutput framed = new AvroOutput();
    encoder.encodeKey(RowSlice.of(key), framed);
    return framed.toByteArray();
  }

  private ChangeId nextId() {
    open = true;
    return ChangeId.of(last + 1, order++);
  }

  private void append(TableId table, int partition, byte[] key, Change change, byte[] oldKey) {
    AvroOutput value = new AvroOutput();
    Origin origin = new Origin(new TransactionId(Long.toString(700 + last)), position(), time());
    encoders.get(table).encode(change, origin, time(), value);
    long offset = offsets.get(table).get(partition);
    topics
        .get(table)
        .get(partition)
        .add(new LoggedChange(table, partition, offset, key, value.toByteArray(), oldKey));
    offsets.get(table).set(partition, offset + 1);
  }

  private void count(TableId table, Operation operation) {
    int kind =
        switch (operation) {
          case READ, CREATE -> 0;
          case UPDATE -> 1;
          case DELETE -> 2;
          case TRUNCATE -> 3;
        };
    counts.computeIfAbsent(table, unseen -> new long[4])[kind]++;
  }

  /** Ends the transaction, if it changed anything. */
  boolean commit() {
    boolean changed = open;
    if (changed) {
      commit(new TransactionId(Long.toString(701 + last)));
    }
    return changed;
  }

  void commit(TransactionId transaction) {
    last++;
    List<TableChanges> tables = new ArrayList<>();
    counts.forEach(
        (table, c) -> tables.add(new TableChanges(table, c[0], c[1], c[2], c[3], List.of())));
    entries.add(
        new TimelineEntry.Commit(Sequence.of(last), transaction, position(), time(), tables));
    abandon();
  }

  /** Something on the timeline that is no transaction. */
  void note(TimelineEntry entry) {
    entries.add(entry);
  }

  void mark(String name) {
    entries.add(new TimelineEntry.Marked(Sequence.of(last), name, position(), time()));
  }

  void gap(String reason) {
    gap(last, reason);
  }

  /** What came after a sequence was lost, also of what is in the log. */
  void gap(long after, String reason) {
    entries.add(new TimelineEntry.Gap(Sequence.of(after), reason, time()));
  }

  /** The timeline is gone, and the next one begins with this gap. */
  void loseTimeline(long after, long last, String reason) {
    checkpoints.clear();
    this.last = last;
    gap(after, reason);
    checkpoint();
  }

  /** Makes all so far readable. After it every partition has a control record. */
  void checkpoint() {
    OpenTransaction part =
        open
            ? new OpenTransaction(
                new TransactionId(Long.toString(701 + last)), Sequence.of(last + 1), List.of())
            : null;
    Map<TableId, List<Long>> reached = new TreeMap<>();
    offsets.forEach((table, next) -> reached.put(table, List.copyOf(next)));
    checkpoints.add(
        new Checkpoint(
            Sequence.of(last), entries, OffsetMap.of(reached), position(), time(), part));
    entries = new ArrayList<>();
    offsets.values().forEach(next -> next.replaceAll(offset -> offset + 1));
  }

  /** Somebody deletes the tables' topics, and they are made anew. */
  void recreateTopics() {
    topics.values().forEach(lanes -> lanes.forEach(List::clear));
    offsets.values().forEach(next -> next.replaceAll(offset -> 0L));
  }

  /** From now on a reading fails once it has given so many changes. */
  void failAfter(int changes) {
    givesOnly = changes;
  }

  /** Hears from where to where changes are read from now on, each time they are. */
  void watch(BiConsumer<OffsetMap, OffsetMap> heard) {
    watch = heard;
  }

  /** Changes an event in the log, or takes it away. */
  void tamper(TableId table, int partition, Consumer<List<LoggedChange>> change) {
    change.accept(topics.get(table).get(partition));
  }

  private SourcePosition position() {
    return position(0);
  }

  private SourcePosition position(int behind) {
    return new SourcePosition("0/" + Long.toHexString(0x1000 + last * 64 + behind));
  }

  private Instant time() {
    return START.plusSeconds(last);
  }

  @Override
  public void read(OffsetMap from, OffsetMap to, Consumer<LoggedChange> sink) {
    watch.accept(from, to);
    int[] given = {0};
    to.offsets()
        .forEach(
            (table, ends) -> {
              for (int partition = 0; partition < ends.size(); partition++) {
                for (LoggedChange change : topics.get(table).get(partition)) {
                  if (change.offset() >= from.next(table, partition)
                      && change.offset() < ends.get(partition)) {
                    if (given[0]++ == givesOnly) {
                      throw new IllegalStateException("the log breaks off");
                    }
                    sink.accept(change);
                  }
                }
              }
            });
  }

  @Override
  public void read(Sequence from, Predicate<Checkpoint> sink) {
    for (Checkpoint checkpoint : checkpoints) {
      if (!checkpoint.last().isBefore(from) && !sink.test(checkpoint)) {
        return;
      }
    }
  }
}
