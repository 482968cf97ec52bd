package dev.tidemark.schemas.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;

/** The schema of checkpoints, and those inside it. */
final class TimelineSchemas {

  static final Schema CHECKPOINT = load("checkpoint.avsc");
  static final Schema ENTRY = elements(CHECKPOINT, "entries");
  static final Schema TABLE_CHANGES = elements(entry("Commit"), "tables");
  static final Schema PARTITION_END = elements(TABLE_CHANGES, "ends");
  static final Schema TABLE_ID = TABLE_CHANGES.getField("table").schema();
  static final Schema TABLE_OFFSETS = elements(CHECKPOINT, "offsets");
  static final Schema OBSCURITY = elements(CHECKPOINT, "obscured");
  static final Schema OPEN_TRANSACTION = CHECKPOINT.getField("open").schema().getTypes().get(1);
  static final Schema WRITTEN_PART = elements(OPEN_TRANSACTION, "parts");

  private TimelineSchemas() {}

  static Schema entry(String name) {
    return ENTRY.getTypes().get(Objects.requireNonNull(ENTRY.getIndexNamed("tidemark." + name)));
  }

  private static Schema elements(Schema record, String array) {
    return record.getField(array).schema().getElementType();
  }

  private static Schema load(String name) {
    try (InputStream in = TimelineSchemas.class.getResourceAsStream(name)) {
      return new Schema.Parser().parse(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
