package dev.tidemark.schemas.event;

import dev.tidemark.schemas.row.RowSchema;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schemas of a collection's events, as read from its topic of schemas. Not for sharing between
 * threads.
 */
public final class SchemaRegistry {

  private final Map<Long, Schema> schemas = new HashMap<>();
  private final Map<Pair, RowSchema> rowSchemas = new HashMap<>();

  private record Pair(long envelope, long key) {}

  /** Takes a record of the topic; one that is known already changes nothing. */
  public void add(SchemaRecord record) {
    schemas.computeIfAbsent(
        record.fingerprint(), unknown -> new Schema.Parser().parse(record.json()));
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
    return rowSchemas.computeIfAbsent(
        new Pair(envelope, key), pair -> RowSchema.ofRow(row(pair.envelope()), schema(pair.key())));
  }
}
