package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.ShortKey;
import java.util.List;
import org.apache.avro.Schema;

/** The schema of a run's records: a version of a row, as docs/format.md has it. */
final class VersionSchema {

  private static final String SEQUENCE = "sequence";
  private static final String ORDER = "order";
  private static final String KEY_LENGTH = "keyLength";
  private static final String ROW_LENGTH = "rowLength";
  private static final String UNCHANGED = "unchanged";
  private static final String KEY = "key";
  private static final String ROW = "row";
  private static final List<String> FIELDS =
      List.of(SEQUENCE, ORDER, KEY_LENGTH, ROW_LENGTH, UNCHANGED, KEY, ROW);

  private VersionSchema() {}

  static Schema of(RowSchema rows) {
    Schema nothing = Schema.create(Schema.Type.NULL);
    List<Schema.Field> fields =
        List.of(
            new Schema.Field(SEQUENCE, Schema.create(Schema.Type.LONG)),
            new Schema.Field(ORDER, Schema.create(Schema.Type.LONG)),
            new Schema.Field(KEY_LENGTH, Schema.create(Schema.Type.INT)),
            new Schema.Field(ROW_LENGTH, Schema.create(Schema.Type.INT)),
            new Schema.Field(UNCHANGED, Schema.createArray(Schema.create(Schema.Type.INT))),
            new Schema.Field(KEY, RunSchema.of(rows).key()),
            new Schema.Field(ROW, Schema.createUnion(nothing, rows.row())));
    return Schema.createRecord("Version", null, rows.namespace(), false, fields);
  }

  /**
   * @throws IllegalArgumentException it is not a schema that {@link #of} makes, or once made
   */
  static RunSchema read(Schema version) {
    if (version.getType() != Schema.Type.RECORD
        || !version.getFields().stream().map(Schema.Field::name).toList().equals(FIELDS)) {
      throw new IllegalArgumentException("its records are not versions of rows");
    }
    Schema row = version.getField(ROW).schema();
    if (row.getType() != Schema.Type.UNION || row.getTypes().size() != 2) {
      throw new IllegalArgumentException("its versions have no rows");
    }
    Schema key = version.getField(KEY).schema();
    boolean isShort = ShortKey.isSchema(key);
    Schema rowKey = isShort ? ShortKey.keySchema(key) : key;
    return new RunSchema(RowSchema.ofRow(row.getTypes().get(1), rowKey), isShort);
  }
}
