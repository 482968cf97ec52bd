package dev.tidemark.schemas.event;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.table;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.table.ValueKind;
import java.time.Instant;

/** Events of one small table, for tests. */
final class Events {

  static final RowSchema ROW =
      RowSchema.of(
          table(
              "public.orders",
              column("id", "bigint", ValueKind.INT64),
              column("customer name", "text", ValueKind.TEXT),
              column("price", "numeric(12,2)", ValueKind.NUMERIC),
              column("at", "timestamp with time zone", ValueKind.TIMESTAMPTZ),
              column("token", "uuid", ValueKind.UUID)));
  static final Envelope ENVELOPE = Envelope.of(ROW);
  static final Origin ORIGIN =
      new Origin(
          new TransactionId("4711"),
          new SourcePosition("16/B374D848"),
          Instant.parse("2026-11-22T07:15:00.123456Z"));
  static final Instant CAPTURED = Instant.parse("2026-11-22T07:15:01.500Z");

  static final String[] VALUES = {
    "42", "Zoë", "12.50", "2026-11-22 07:14:59.5+00", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
  };

  private Events() {}

  static EventEncoder encoder() {
    return EventEncoder.of(ENVELOPE, new CollectionName("shop"), "shopdb");
  }

  static byte[] value(Change change) {
    return value(change, ORIGIN);
  }

  static byte[] value(Change change, Origin origin) {
    AvroOutput out = new AvroOutput();
    encoder().encode(change, origin, CAPTURED, out);
    return out.toByteArray();
  }

  static byte[] key(String... values) {
    AvroOutput key = new AvroOutput();
    RowEncoder.of(ROW).encodeKey(values, key);
    AvroOutput out = new AvroOutput();
    encoder().encodeKey(RowSlice.of(key), out);
    return out.toByteArray();
  }

  /** A row with other bytes around it, as it lies in a buffer. */
  static RowSlice row(String... values) {
    AvroOutput out = new AvroOutput();
    out.writeByte(99);
    RowEncoder.of(ROW).encodeRow(values, out);
    int length = out.size() - 1;
    out.writeByte(99);
    return new RowSlice(out.toByteArray(), 1, length);
  }

  static SchemaRegistry registry() {
    SchemaRegistry registry = new SchemaRegistry();
    ENVELOPE.schemas().forEach(registry::add);
    return registry;
  }
}
