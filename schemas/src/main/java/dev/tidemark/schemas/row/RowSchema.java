package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** How a table's rows and keys are encoded while its columns are what they are. */
public final class RowSchema {

  private final TableId table;
  private final Schema row;
  private final Schema key;
  private final List<RowField> fields;
  private final int[] keyPositions;
  private final long fingerprint;
  private final long keyFingerprint;

  private RowSchema(Schema row, Schema key) {
    this.row = row;
    this.key = key;
    this.table = SchemaProperties.table(row);
    this.fields = SchemaProperties.fields(row);
    this.keyPositions = SchemaProperties.keyPositions(key, fields);
    this.fingerprint = SchemaNormalization.parsingFingerprint64(row);
    this.keyFingerprint = SchemaNormalization.parsingFingerprint64(key);
  }

  /** The schema of a table's rows, by the rule of the format. */
  public static RowSchema of(TableDefinition definition) {
    RowSchemaBuilder builder = new RowSchemaBuilder(definition);
    return new RowSchema(builder.row(), builder.key());
  }

  /**
   * From two schemas that {@link #of} once made.
   *
   * @throws UnreadableSchemaException they are not such schemas
   */
  public static RowSchema ofRow(Schema row, Schema key) {
    return new RowSchema(row, key);
  }

  /** From the JSON of two schemas that {@link #of} once made. */
  public static RowSchema parse(String rowJson, String keyJson) {
    return new RowSchema(new Schema.Parser().parse(rowJson), new Schema.Parser().parse(keyJson));
  }

  public TableId table() {
    return table;
  }

  /** {@code tidemark.<schema>.<table>}: where the table's other records have their names. */
  public String namespace() {
    return RowSchemaBuilder.namespace(table);
  }

  public Schema row() {
    return row;
  }

  public Schema key() {
    return key;
  }

  public List<RowField> fields() {
    return fields;
  }

  /** The positions among {@link #fields()} of the key's columns, in key order. */
  public int[] keyPositions() {
    return keyPositions.clone();
  }

  /** The CRC-64-AVRO fingerprint of the row's schema. */
  public long fingerprint() {
    return fingerprint;
  }

  public long keyFingerprint() {
    return keyFingerprint;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowSchema that && row.equals(that.row) && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint * 31 + keyFingerprint);
  }

  @Override
  public String toString() {
    return row.getFullName();
  }
}
