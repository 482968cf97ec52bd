package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.RowSchema;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schemas of runs that are read together, each parsed once: runs of one schema share one
 * object. Not for sharing between threads.
 */
public final class RunSchemas {

  private final Map<String, RunSchema> byText = new HashMap<>();
  private final Map<RowSchema, RowSchema> rows = new HashMap<>();

  RunSchema of(String text) {
    return byText.computeIfAbsent(text, this::read);
  }

  /** Runs with short keys and with whole ones have the same rows. */
  private RunSchema read(String text) {
    RunSchema schema = VersionSchema.read(new Schema.Parser().parse(text));
    return new RunSchema(rows.computeIfAbsent(schema.rows(), same -> same), schema.hasShortKeys());
  }
}
