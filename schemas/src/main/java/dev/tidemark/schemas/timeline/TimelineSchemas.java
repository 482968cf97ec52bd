package dev.tidemark.schemas.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;

/** The schema of checkpoints, and that of the entries inside it. */
final class TimelineSchemas {

  static final Schema CHECKPOINT = load("checkpoint.avsc");

  /** The union of all kinds of entries. */
  static final Schema ENTRY = CHECKPOINT.getField("entries").schema().getElementType();

  private TimelineSchemas() {}

  private static Schema load(String name) {
    try (InputStream in = TimelineSchemas.class.getResourceAsStream(name)) {
      return new Schema.Parser().parse(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
