package dev.tidemark.schemas.event;

import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.SingleObject;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a collection's events, as read from its topic of schemas. Not for sharing between
 * threads.
 */
public final class SchemaRegistry {

  private final Map<Long, Schema> schemas = new HashMap<>();
  private final Map<Pair, RowSchema> rowSchemas = new HashMap<>();

  /** What was asked for last: events of one table come in long rows. */
  private long lastEnvelope;

  private long lastKey;
  private @Nullable RowSchema lastRows;

  private record Pair(long envelope, long key) {}

  /**
   * Takes a record of the topic; one that is known already changes nothing.
   *
   * @throws MalformedBytesException it is no schema, or not the one its key says
   */
  public void add(SchemaRecord record) {
    if (!contains(record.fingerprint())) {
      schemas.put(record.fingerprint(), parse(record));
    }
  }

  private static Schema parse(SchemaRecord record) {
    String expected = SingleObject.hex(record.fingerprint());
    Schema schema;
    try {
      schema = new Schema.Parser().parse(record.json());
    } catch (AvroRuntimeException e) {
      throw new MalformedBytesException("the schema " + expected + " is not Avro's JSON");
    }
    long actual = SchemaNormalization.parsingFingerprint64(schema);
    if (actual != record.fingerprint()) {
      throw new MalformedBytesException(
          "the schema " + expected + " is another one, " + SingleObject.hex(actual));
    }
    return schema;
  }

  public boolean contains(long fingerprint) {
    return schemas.containsKey(fingerprint);
  }

  /**
   * A schema by its fingerprint.
   *
   * @throws UnknownSchemaException it was never added
   */
  public Schema schema(long fingerprint) {
    Schema schema = schemas.get(fingerprint);
    if (schema == null) {
      throw new UnknownSchemaException(fingerprint);
    }
    return schema;
  }

  /** The schema of the rows in events whose envelope has this fingerprint. */
  Schema row(long envelope) {
    return Envelope.rowOf(schema(envelope));
  }

  /**
   * How rows and keys are encoded in events with these fingerprints.
   *
   * @throws UnknownSchemaException one was never added
   */
  public RowSchema rowSchema(long envelope, long key) {
    RowSchema last = lastRows;
    if (last != null && envelope == lastEnvelope && key == lastKey) {
      return last;
    }
    RowSchema rows =
        rowSchemas.computeIfAbsent(
            new Pair(envelope, key),
            pair -> RowSchema.ofRow(row(pair.envelope()), schema(pair.key())));
    lastEnvelope = envelope;
    lastKey = key;
    lastRows = rows;
    return rows;
  }
}
