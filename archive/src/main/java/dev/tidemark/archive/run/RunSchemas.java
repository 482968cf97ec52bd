package dev.tidemark.archive.run;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schemas of runs that are read together, each parsed once: runs of one schema share one
 * object. Not for sharing between threads.
 */
public final class RunSchemas {

  private final Map<String, RunSchema> byText = new HashMap<>();

  RunSchema of(String text) {
    return byText.computeIfAbsent(
        text, json -> VersionSchema.read(new Schema.Parser().parse(json)));
  }
}
