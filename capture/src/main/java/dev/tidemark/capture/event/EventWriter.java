package dev.tidemark.capture.event;

import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.transaction.ChangeSink;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.EventEncoder;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes changes and appends them to a log, each table by its definition in force. */
public final class EventWriter implements ChangeSink {

  /** Shapes that are out of use are not told apart from others: now and then all are forgotten. */
  private static final int MOST_SHAPES = 4_000;

  private final CollectionName collection;
  private final String database;
  private final EventLog log;
  private final InstantSource clock;
  private final Map<TableShape, TableWriter> writers = new HashMap<>();
  private final Map<TableId, RowSchema> written = new HashMap<>();

  /** The one used last, which mostly is used again. */
  private @Nullable TableWriter last;

  /**
   * What the next event needs. To send it opens a transaction of the log, which would grow too old
   * while nothing but changes comes that are in the log already.
   */
  private final List<SchemaRecord> unsent = new ArrayList<>();

  /**
   * @param database the source database's name, for readers of the events
   * @param clock for the time at which an event was captured, which nothing depends on
   */
  public EventWriter(
      CollectionName collection, String database, EventLog log, InstantSource clock) {
    this.collection = collection;
    this.database = database;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void use(TableShape shape, TableDefinition definition) {
    TableWriter known = writers.get(shape);
    if (known != null && known.definition().equals(definition)) {
      return;
    }
    if (writers.size() >= MOST_SHAPES) {
      writers.clear();
    }
    Envelope envelope = Envelope.of(RowSchema.of(definition));
    if (!envelope.row().equals(written.put(shape.table(), envelope.row()))) {
      unsent.addAll(envelope.schemas());
    }
    writers.put(
        shape,
        new TableWriter(
            shape,
            definition,
            RowEncoder.of(envelope.row()),
            EventEncoder.of(envelope, collection, database)));
    last = null;
  }

  @Override
  public void keep(TableState state) {
    log.state(state.table(), LookJson.write(state));
  }

  @Override
  public void miss(TableId table) {
    log.state(table, LookJson.writeMissing(table));
  }

  @Override
  public void forget(TableId table) {
    log.state(table, null);
  }

  @Override
  public List<RowChange> parts(RowChange update) {
    return writer(update.shape()).parts(update);
  }

  @Override
  public long write(ChangeId id, Origin origin, RowChange change) {
    return append(writer(change.shape()).encode(id, origin, change, clock.millis()));
  }

  @Override
  public long read(ChangeId id, Origin origin, TableShape shape, byte[] line) {
    return append(writer(shape).encodeRead(id, origin, line, clock.millis()));
  }

  private long append(EncodedEvent event) {
    sendSchemas();
    log.append(event);
    return event.bytes();
  }

  @Override
  public void repeat(RowChange change) {
    log.repeat(change.shape().table(), writer(change.shape()).key(change));
  }

  @Override
  public void seal(Sequence sequence) {
    log.seal(sequence);
  }

  @Override
  public Checkpoint commit(Checkpoint checkpoint) {
    sendSchemas();
    return log.commit(checkpoint);
  }

  private void sendSchemas() {
    if (!unsent.isEmpty()) {
      unsent.forEach(log::schema);
      unsent.clear();
    }
  }

  private TableWriter writer(TableShape shape) {
    TableWriter writer = last;
    if (writer == null || !writer.isOf(shape)) {
      writer = writers.get(shape);
      if (writer == null) {
        throw new IllegalStateException("nobody said how rows of " + shape + " are written");
      }
      last = writer;
    }
    return writer;
  }
}
