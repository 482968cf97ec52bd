package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** The properties beside Avro's own that say what table and columns a schema stands for. */
final class SchemaProperties {

  static final String TABLE = "table";
  static final String COLUMN = "column";
  static final String KIND = "kind";
  static final String TYPE = "sourceType";

  private SchemaProperties() {}

  static TableId table(Schema row) {
    return TableId.parse(property(row, TABLE, row, "it"));
  }

  static List<RowField> fields(Schema row) {
    List<RowField> fields = new ArrayList<>();
    for (Schema.Field field : row.getFields()) {
      String place = "field " + field.name();
      fields.add(
          new RowField(
              field.name(),
              property(field, COLUMN, row, place),
              kind(property(field, KIND, row, place), row, place),
              property(field, TYPE, row, place),
              field.pos()));
    }
    return List.copyOf(fields);
  }

  static int[] keyPositions(Schema key, List<RowField> fields) {
    return key.getFields().stream()
        .map(field -> property(field, COLUMN, key, "field " + field.name()))
        .mapToInt(column -> position(column, key, fields))
        .toArray();
  }

  private static int position(String column, Schema key, List<RowField> fields) {
    for (RowField field : fields) {
      if (field.column().equals(column)) {
        return field.position();
      }
    }
    throw new UnreadableSchemaException(key, "the row has no column " + column);
  }

  private static ValueKind kind(String name, Schema row, String place) {
    for (ValueKind kind : ValueKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new UnreadableSchemaException(row, place + " is of the unknown kind " + name);
  }

  private static String property(JsonProperties of, String name, Schema schema, String place) {
    String value = of.getProp(name);
    if (value == null) {
      throw new UnreadableSchemaException(schema, place + " has no property '" + name + "'");
    }
    return value;
  }
}
