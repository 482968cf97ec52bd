package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSkipper;
import dev.tidemark.schemas.row.SingleObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over events: cuts out the key and the rows and decodes neither. What it says is of the
 * event read last. Not for sharing between threads.
 */
public final class EventReader {

  private static final byte[] NOTHING = {};
  private static final int[] NONE = {};

  private final SchemaRegistry schemas;
  private final Map<Long, RowSkipper> skippers = new HashMap<>();
  private final AvroInput in = new AvroInput();
  private final Place before = new Place();
  private final Place after = new Place();
  private final Place transaction = new Place();
  private final Place position = new Place();

  private byte @Nullable [] key;
  private byte[] value = NOTHING;
  private long fingerprint;
  private Operation operation = Operation.READ;
  private long capturedMillis;
  private long micros;
  private long sequence;
  private long order;
  private int[] unchanged = NONE;

  public EventReader(SchemaRegistry schemas) {
    this.schemas = schemas;
  }

  /**
   * Moves to an event.
   *
   * @param key null for a TRUNCATE
   * @throws MalformedBytesException they are no event
   * @throws UnknownSchemaException its schema was not on the topic of schemas
   */
  public void read(byte @Nullable [] key, byte[] value) {
    this.key = key;
    this.value = value;
    fingerprint = SingleObject.fingerprint(value);
    in.reset(value, SingleObject.HEADER_LENGTH, value.length - SingleObject.HEADER_LENGTH);
    operation = readOperation();
    capturedMillis = in.readLong();
    readSource();
    readRow(before);
    if (in.readInt() == 0) {
      after.clear();
    } else {
      after.mark(in.position(), in.remaining());
      in.skip(in.remaining());
    }
    if (in.hasRemaining()) {
      throw new MalformedBytesException("something follows the event");
    }
  }

  /**
   * How the event's key and rows are encoded.
   *
   * @throws IllegalStateException the event is a TRUNCATE, which has none
   */
  public RowSchema schema() {
    return schemas.rowSchema(fingerprint, SingleObject.fingerprint(requireKey()));
  }

  public Operation operation() {
    return operation;
  }

  public long sequence() {
    return sequence;
  }

  public long order() {
    return order;
  }

  public ChangeId id() {
    return ChangeId.of(sequence, order);
  }

  /** Positions in {@code after} whose values the source did not send, ascending. */
  public int[] unchanged() {
    return unchanged;
  }

  public TransactionId transaction() {
    return new TransactionId(text(transaction));
  }

  public SourcePosition position() {
    return new SourcePosition(text(position));
  }

  /** The commit time. */
  public Instant time() {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public Instant captured() {
    return Instant.ofEpochMilli(capturedMillis);
  }

  /** The event's value, in which the rows lie. */
  public byte[] buffer() {
    return value;
  }

  public boolean hasBefore() {
    return before.isThere();
  }

  public int beforeOffset() {
    return before.offset;
  }

  public int beforeLength() {
    return before.length;
  }

  public boolean hasAfter() {
    return after.isThere();
  }

  public int afterOffset() {
    return after.offset;
  }

  public int afterLength() {
    return after.length;
  }

  /** The event's key as Kafka has it; the key's own bytes begin at {@link #keyOffset()}. */
  public byte[] keyBuffer() {
    return requireKey();
  }

  public int keyOffset() {
    return SingleObject.HEADER_LENGTH;
  }

  public int keyLength() {
    return requireKey().length - SingleObject.HEADER_LENGTH;
  }

  private byte[] requireKey() {
    if (key == null) {
      throw new IllegalStateException("the event is a TRUNCATE and has no key");
    }
    return key;
  }

  private Operation readOperation() {
    if (in.readLength() != 1) {
      throw new MalformedBytesException("an event's operation is not one letter");
    }
    int at = in.position();
    in.skip(1);
    return Operation.of(value[at]);
  }

  private void readSource() {
    skipText(); // version
    skipText(); // connector
    skipText(); // name
    in.readLong(); // ts_ms
    micros = in.readLong();
    skipText(); // snapshot
    skipText(); // db
    skipText(); // schema
    skipText(); // table
    markText(transaction);
    markText(position);
    sequence = in.readLong();
    order = in.readLong();
    unchanged = in.readInts();
  }

  private void readRow(Place row) {
    if (in.readInt() == 0) {
      row.clear();
      return;
    }
    int from = in.position();
    skippers.computeIfAbsent(fingerprint, unseen -> RowSkipper.of(schemas.row(unseen))).skip(in);
    row.mark(from, in.position() - from);
  }

  private void skipText() {
    in.skip(in.readLength());
  }

  private void markText(Place text) {
    int length = in.readLength();
    text.mark(in.position(), length);
    in.skip(length);
  }

  private String text(Place place) {
    return new String(value, place.offset, place.length, StandardCharsets.UTF_8);
  }

  /** A part of the value. */
  private static final class Place {

    private static final int ABSENT = -1;

    private int offset = ABSENT;
    private int length;

    void mark(int from, int count) {
      offset = from;
      length = count;
    }

    void clear() {
      mark(ABSENT, 0);
    }

    boolean isThere() {
      return offset != ABSENT;
    }
  }
}
