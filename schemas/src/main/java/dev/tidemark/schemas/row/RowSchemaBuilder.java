package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.RowKey;
import dev.tidemark.schemas.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** The rule of the format that makes Avro schemas of a table's definition. */
final class RowSchemaBuilder {

  private final TableDefinition definition;
  private final List<Column> columns;
  private final List<String> names;

  RowSchemaBuilder(TableDefinition definition) {
    this.definition = definition;
    this.columns = definition.storedColumns();
    this.names = AvroNames.distinct(columns.stream().map(Column::name).toList());
  }

  static String namespace(TableId table) {
    return "tidemark." + AvroNames.legal(table.schema()) + "." + AvroNames.legal(table.table());
  }

  Schema row() {
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Schema type = union(true, ValueCodec.of(column.kind()));
      Schema.Field field = new Schema.Field(names.get(i), type, null, JsonProperties.NULL_VALUE);
      fields.add(describe(column, field));
      if (column.missing() != null) {
        field.addProp(SchemaProperties.MISSING, column.missing());
      }
    }
    return record("Row", fields, this::describe);
  }

  Schema key() {
    RowKey key = definition.rowKey();
    if (key instanceof RowKey.Columns byColumns) {
      return key(byColumns.names());
    } else if (key instanceof RowKey.WholeRow) {
      return record(
          "Key",
          List.of(
              new Schema.Field(WholeRowKey.DIGEST, WholeRowKey.digestType()),
              new Schema.Field(WholeRowKey.COPY, Schema.create(Schema.Type.INT))),
          schema -> {});
    }
    throw new AssertionError(key);
  }

  private Schema key(List<String> keyColumns) {
    List<Schema.Field> fields = new ArrayList<>();
    for (String name : keyColumns) {
      int position = position(name);
      ValueCodec codec = ValueCodec.of(columns.get(position).kind());
      Schema type = codec.hasText() ? union(false, codec) : codec.schema();
      fields.add(describe(columns.get(position), new Schema.Field(names.get(position), type)));
    }
    return record("Key", fields, schema -> {});
  }

  private int position(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "the key column " + column + " of " + definition.id() + " is computed, not stored");
  }

  private static Schema union(boolean orNull, ValueCodec codec) {
    List<Schema> branches = new ArrayList<>();
    if (orNull) {
      branches.add(Schema.create(Schema.Type.NULL));
    }
    branches.add(codec.schema());
    if (codec.hasText()) {
      branches.add(Schema.create(Schema.Type.STRING));
    }
    return Schema.createUnion(branches);
  }

  private void describe(Schema row) {
    row.addProp(SchemaProperties.RELATION, asRead(definition.relation()));
    row.addProp(SchemaProperties.LAST_NUMBER, definition.lastNumber());
  }

  /** A number as the type that a reader of JSON gives it: schemas with 7 and 7L are not equal. */
  private static Number asRead(long number) {
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }

  private static Schema.Field describe(Column column, Schema.Field field) {
    field.addProp(SchemaProperties.COLUMN, column.name());
    field.addProp(SchemaProperties.NUMBER, column.number());
    field.addProp(SchemaProperties.KIND, column.kind().name());
    field.addProp(SchemaProperties.TYPE, column.type());
    return field;
  }

  /**
   * A record whose namespace ends in a digest of everything in it. Avro's fingerprint leaves out
   * properties and logical types, so without the digest a timestamp that became a timestamptz, or
   * the tables "a b" and "a_b", would share one fingerprint.
   */
  private Schema record(String name, List<Schema.Field> fields, Consumer<Schema> properties) {
    String namespace = namespace(definition.id());
    String json = record(name, namespace, fields, properties).toString();
    List<Schema.Field> again =
        fields.stream().map(field -> new Schema.Field(field, field.schema())).toList();
    return record(name, namespace + ".v" + digest(json), again, properties);
  }

  private Schema record(
      String name, String namespace, List<Schema.Field> fields, Consumer<Schema> properties) {
    Schema record = Schema.createRecord(name, null, namespace, false, fields);
    record.addProp(SchemaProperties.TABLE, definition.id().toString());
    properties.accept(record);
    return record;
  }

  private static String digest(String json) {
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
