package dev.tidemark.schemas.event;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * A record on a collection's topic of schemas.
 *
 * @param fingerprint CRC-64-AVRO of the schema: the record's key
 * @param json the schema: the record's value
 */
public record SchemaRecord(long fingerprint, String json) {

  private static final int KEY_LENGTH = 8;

  public static SchemaRecord of(Schema schema) {
    return new SchemaRecord(SchemaNormalization.parsingFingerprint64(schema), schema.toString());
  }

  /**
   * Reads a record of the topic.
   *
   * @throws MalformedBytesException the key is no fingerprint
   */
  public static SchemaRecord read(byte[] key, byte[] value) {
    if (key.length != KEY_LENGTH) {
      throw new MalformedBytesException("the key of a schema is not a fingerprint");
    }
    return new SchemaRecord(
        AvroInput.of(key).readLittleEndian(), new String(value, StandardCharsets.UTF_8));
  }

  public byte[] key() {
    AvroOutput out = new AvroOutput(KEY_LENGTH);
    out.writeLittleEndian(fingerprint);
    return out.toByteArray();
  }

  public byte[] value() {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
