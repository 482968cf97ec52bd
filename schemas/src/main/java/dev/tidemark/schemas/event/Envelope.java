package dev.tidemark.schemas.event;

import dev.tidemark.schemas.row.RowSchema;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;

/**
 * The value of an event: fields that consumers of Debezium's topics expect, in an order that leaves
 * {@code after} for last, so that a reader can cut the row out.
 */
public final class Envelope {

  /** The header of an event of a moved row: its old key, single-object encoded. */
  public static final String OLD_KEY = "__debezium.oldkey";

  private static final String AFTER = "after";

  private final RowSchema row;
  private final Schema schema;
  private final long fingerprint;

  private Envelope(RowSchema row) {
    this.row = row;
    this.schema =
        SchemaBuilder.record("Envelope")
            .namespace(row.namespace())
            .fields()
            .requiredString("op")
            .requiredLong("ts_ms")
            .name("source")
            .type(source())
            .noDefault()
            .name("before")
            .type(orNull(row.row()))
            .withDefault(null)
            .name(AFTER)
            .type(orNull(row.row()))
            .withDefault(null)
            .endRecord();
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
  }

  public static Envelope of(RowSchema row) {
    return new Envelope(row);
  }

  public Schema schema() {
    return schema;
  }

  public long fingerprint() {
    return fingerprint;
  }

  public RowSchema row() {
    return row;
  }

  /** What must be on the collection's topic of schemas before an event of this envelope. */
  public List<SchemaRecord> schemas() {
    return List.of(SchemaRecord.of(schema), SchemaRecord.of(row.key()));
  }

  /** The schema of the rows inside an envelope's schema. */
  static Schema rowOf(Schema envelope) {
    return envelope.getField(AFTER).schema().getTypes().get(1);
  }

  private static Schema orNull(Schema row) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), row);
  }

  private static Schema source() {
    return SchemaBuilder.record("Source")
        .namespace("tidemark")
        .fields()
        .requiredString("version")
        .requiredString("connector")
        .requiredString("name")
        .requiredLong("ts_ms")
        .requiredLong("ts_us")
        .requiredString("snapshot")
        .requiredString("db")
        .requiredString("schema")
        .requiredString("table")
        .requiredString("txId")
        .requiredString("lsn")
        .requiredLong("sequence")
        .requiredLong("order")
        .name("unchanged")
        .type(Schema.createArray(Schema.create(Schema.Type.INT)))
        .noDefault()
        .endRecord();
  }
}
