package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** The properties beside Avro's own that say what table and columns a schema stands for. */
final class SchemaProperties {

  static final String TABLE = "table";
  static final String RELATION = "relation";
  static final String LAST_NUMBER = "lastNumber";
  static final String COLUMN = "column";
  static final String NUMBER = "number";
  static final String MISSING = "missing";
  static final String KIND = "kind";
  static final String TYPE = "sourceType";

  private SchemaProperties() {}

  static TableId table(Schema row) {
    return TableId.parse(property(row, TABLE, row, "it"));
  }

  static long relation(Schema row) {
    return number(row, RELATION, row, "it");
  }

  static int lastNumber(Schema row) {
    return (int) number(row, LAST_NUMBER, row, "it");
  }

  static List<RowField> fields(Schema row) {
    List<RowField> fields = new ArrayList<>();
    for (Schema.Field field : row.getFields()) {
      String place = "field " + field.name();
      fields.add(
          new RowField(
              field.name(),
              property(field, COLUMN, row, place),
              (int) number(field, NUMBER, row, place),
              kind(property(field, KIND, row, place), row, place),
              property(field, TYPE, row, place),
              field.getProp(MISSING),
              field.pos()));
    }
    return List.copyOf(fields);
  }

  /** The numbers of a key's columns, in key order. */
  static int[] keyNumbers(Schema key) {
    return key.getFields().stream()
        .mapToInt(field -> (int) number(field, NUMBER, key, "field " + field.name()))
        .toArray();
  }

  static int[] positions(int[] numbers, Schema key, List<RowField> fields) {
    return IntStream.of(numbers).map(number -> position(number, key, fields)).toArray();
  }

  private static int position(int number, Schema key, List<RowField> fields) {
    for (RowField field : fields) {
      if (field.number() == number) {
        return field.position();
      }
    }
    throw new UnreadableSchemaException(key, "the row has no column with number " + number);
  }

  private static ValueKind kind(String name, Schema row, String place) {
    for (ValueKind kind : ValueKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new UnreadableSchemaException(row, place + " is of the unknown kind " + name);
  }

  private static long number(JsonProperties of, String name, Schema schema, String place) {
    if (of.getObjectProp(name) instanceof Number number) {
      return number.longValue();
    }
    throw new UnreadableSchemaException(schema, place + " has no property '" + name + "'");
  }

  private static String property(JsonProperties of, String name, Schema schema, String place) {
    String value = of.getProp(name);
    if (value == null) {
      throw new UnreadableSchemaException(schema, place + " has no property '" + name + "'");
    }
    return value;
  }
}
