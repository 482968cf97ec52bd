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

  private final Map<String, RowSchema> byText = new HashMap<>();

  RowSchema of(String text) {
    return byText.computeIfAbsent(
        text, json -> VersionSchema.rows(new Schema.Parser().parse(json)));
  }
}
