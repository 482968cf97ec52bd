package dev.tidemark.capture.event;

import dev.tidemark.capture.transaction.ChangeSink;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.capture.transaction.TableShape;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.EventEncoder;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encodes changes and appends them to a log, each table by its definition in force. */
public final class EventWriter implements ChangeSink {

  private final CollectionName collection;
  private final String database;
  private final Definitions definitions;
  private final EventLog log;
  private final InstantSource clock;
  private final Map<TableId, TableWriter> writers = new HashMap<>();

  /**
   * @param database the source database's name, for readers of the events
   * @param clock for the time at which an event was captured, which nothing depends on
   */
  public EventWriter(
      CollectionName collection,
      String database,
      Definitions definitions,
      EventLog log,
      InstantSource clock) {
    this.collection = collection;
    this.database = database;
    this.definitions = definitions;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public Optional<TableDefinition> prepare(TableShape shape) {
    TableWriter known = writers.get(shape.table());
    if (known != null && known.shape() == shape) {
      return Optional.empty();
    }
    TableDefinition before = known == null ? null : known.definition();
    TableDefinition fitting = ShapeFit.fit(shape, definitions.current(shape.table()), before);
    TableDefinition definition = before == null ? fitting : fitting.rememberingMissing(before);
    use(shape, definition);
    return before != null && ShapeFit.isSame(definition, before)
        ? Optional.empty()
        : Optional.of(definition);
  }

  /** Writes changes of this shape by this definition from now on. */
  public void use(TableShape shape, TableDefinition definition) {
    Envelope envelope = Envelope.of(RowSchema.of(definition));
    TableWriter known = writers.get(shape.table());
    if (known == null || !known.events().envelope().row().equals(envelope.row())) {
      envelope.schemas().forEach(log::schema);
    }
    writers.put(
        shape.table(),
        new TableWriter(
            shape,
            definition,
            RowEncoder.of(envelope.row()),
            EventEncoder.of(envelope, collection, database)));
  }

  @Override
  public List<RowChange> parts(RowChange update) {
    return writer(update).parts(update);
  }

  @Override
  public long write(ChangeId id, Origin origin, RowChange change) {
    EncodedEvent event = writer(change).encode(id, origin, change, clock.instant());
    log.append(event);
    return event.bytes();
  }

  @Override
  public void repeat(RowChange change) {
    log.repeat(change.shape().table(), writer(change).key(change));
  }

  @Override
  public void seal(Sequence sequence) {
    log.seal(sequence);
  }

  @Override
  public Checkpoint commit(Checkpoint checkpoint) {
    return log.commit(checkpoint);
  }

  private TableWriter writer(RowChange change) {
    TableWriter writer = writers.get(change.shape().table());
    if (writer == null || writer.shape() != change.shape()) {
      throw new IllegalStateException(change.shape() + " was not prepared");
    }
    return writer;
  }
}
