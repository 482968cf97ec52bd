package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.SingleObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one table. Rows and keys come encoded and are copied as they are. What all
 * events of a transaction have in common is encoded once. Not for sharing between threads.
 */
public final class EventEncoder {

  private static final String VERSION = "1";
  private static final String CONNECTOR = "postgresql";

  private final Envelope envelope;
  private final CollectionName collection;
  private final String database;
  private final AvroOutput common = new AvroOutput();
  private @Nullable Origin encodedOrigin;

  private EventEncoder(Envelope envelope, CollectionName collection, String database) {
    this.envelope = envelope;
    this.collection = collection;
    this.database = database;
  }

  public static EventEncoder of(Envelope envelope, CollectionName collection, String database) {
    return new EventEncoder(envelope, collection, database);
  }

  public Envelope envelope() {
    return envelope;
  }

  /** Writes an event's value, header included. */
  public void encode(Change change, Origin origin, Instant captured, AvroOutput out) {
    encode(change, origin, captured.toEpochMilli(), out);
  }

  /**
   * As {@link #encode(Change, Origin, Instant, AvroOutput)}.
   *
   * @param capturedMillis since 1970
   */
  public void encode(Change change, Origin origin, long capturedMillis, AvroOutput out) {
    SingleObject.writeHeader(envelope.fingerprint(), out);
    out.writeString(change.operation().code());
    out.writeLong(capturedMillis);
    encodeCommon(origin);
    out.writeRaw(common.array(), 0, common.size());
    out.writeLong(change.id().sequence().value());
    out.writeLong(change.id().order());
    out.writeInts(change.unchanged());
    encodeRow(change.before(), out);
    encodeRow(change.after(), out);
  }

  /** Writes an event's key, or the old key of a moved row, header included. */
  public void encodeKey(RowSlice key, AvroOutput out) {
    SingleObject.writeHeader(envelope.row().keyFingerprint(), out);
    out.writeRaw(key.array(), key.offset(), key.length());
  }

  private static void encodeRow(@Nullable RowSlice row, AvroOutput out) {
    if (row == null) {
      out.writeInt(0);
    } else {
      out.writeInt(1);
      out.writeRaw(row.array(), row.offset(), row.length());
    }
  }

  private void encodeCommon(Origin origin) {
    if (origin.equals(encodedOrigin)) {
      return;
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, origin.time());
    TableId table = envelope.row().table();
    common.reset();
    common.writeString(VERSION);
    common.writeString(CONNECTOR);
    common.writeString(collection.value());
    common.writeLong(Math.floorDiv(micros, 1000));
    common.writeLong(micros);
    common.writeString(Boolean.toString(origin.isSnapshot()));
    common.writeString(database);
    common.writeString(table.schema());
    common.writeString(table.table());
    common.writeString(origin.transaction().value());
    common.writeString(origin.position().value());
    encodedOrigin = origin;
  }
}
