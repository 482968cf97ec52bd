package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** How a table's rows and keys are encoded while its columns are what they are. */
public final class RowSchema {

  private static final Schema NARROW = Schema.create(Schema.Type.INT);
  private static final Schema WIDE = Schema.create(Schema.Type.LONG);

  private final TableId table;
  private final Schema row;
  private final Schema key;
  private final List<RowField> fields;
  private final long relation;
  private final int lastNumber;
  private final boolean isKeyedByWholeRow;
  private final int[] keyNumbers;
  private final int[] keyPositions;
  private final long fingerprint;
  private final long keyFingerprint;

  private RowSchema(Schema row, Schema key) {
    this.row = row;
    this.key = key;
    this.table = SchemaProperties.table(row);
    this.fields = SchemaProperties.fields(row);
    this.relation = SchemaProperties.relation(row);
    this.lastNumber = SchemaProperties.lastNumber(row);
    this.isKeyedByWholeRow = WholeRowKey.isKindOf(key);
    this.keyNumbers = isKeyedByWholeRow ? new int[0] : SchemaProperties.keyNumbers(key);
    this.keyPositions = SchemaProperties.positions(keyNumbers, key, fields);
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

  /** The table's own number in the source; a table made again under its name has another. */
  public long relation() {
    return relation;
  }

  /** The highest number that a column of the table was ever given. */
  int lastNumber() {
    return lastNumber;
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

  /** Whether the table has no key, so that its rows have {@link WholeRowKey}s. */
  public boolean isKeyedByWholeRow() {
    return isKeyedByWholeRow;
  }

  /**
   * Whether keys of both schemas can be held against each other: they are encoded and sorted alike,
   * and unless the table was made again in between they are of the same columns. A column's name
   * may change without its values; int and long have one order and encoding.
   */
  public boolean hasKeysComparableTo(RowSchema other) {
    return keyTypes().equals(other.keyTypes())
        && (relation != other.relation || Arrays.equals(keyNumbers, other.keyNumbers));
  }

  private List<Schema> keyTypes() {
    return key.getFields().stream()
        .map(Schema.Field::schema)
        .map(type -> type.equals(NARROW) ? WIDE : type)
        .toList();
  }

  /**
   * The positions among {@link #fields()} of the key's columns, in key order; none for whole rows.
   */
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
