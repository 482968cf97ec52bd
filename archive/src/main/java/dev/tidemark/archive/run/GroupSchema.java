package dev.tidemark.archive.run;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** The schema of a group of versions, field by field, as docs/format.md has it. */
final class GroupSchema {

  /** In the place of a branch's number: the value is that of the key. */
  static final int AS_IN_KEY = 0xFF;

  private static final Schema COLUMN =
      SchemaBuilder.record("Column")
          .namespace("tidemark")
          .fields()
          .requiredBytes("branches")
          .name("integers")
          .type(Schema.createArray(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .requiredBytes("others")
          .endRecord();

  /** Of all tables. What a version is, the file's metadata say. */
  static final Schema SCHEMA =
      SchemaBuilder.record("Group")
          .namespace("tidemark")
          .fields()
          .requiredInt("versions")
          .name("sequence")
          .type(Schema.createArray(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .name("order")
          .type(Schema.createArray(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .name("deleted")
          .type(Schema.createArray(Schema.create(Schema.Type.BOOLEAN)))
          .noDefault()
          .name("unchanged")
          .type(Schema.createArray(Schema.createArray(Schema.create(Schema.Type.INT))))
          .noDefault()
          .name("key")
          .type(Schema.createArray(COLUMN))
          .noDefault()
          .name("row")
          .type(Schema.createArray(COLUMN))
          .noDefault()
          .endRecord();

  private GroupSchema() {}

  /** What was once written as {@link #SCHEMA}. */
  static boolean isSchema(String json) {
    return SCHEMA.equals(new Schema.Parser().parse(json));
  }
}
