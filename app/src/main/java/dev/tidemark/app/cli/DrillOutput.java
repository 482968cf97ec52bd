package dev.tidemark.app.cli;

import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.manifest.Drill.DrilledTable;
import dev.tidemark.schemas.change.CollectionName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a drill, for people and for programs. */
final class DrillOutput {

  private final Console console;

  DrillOutput(Console console) {
    this.console = console;
  }

  void text(CollectionName collection, Drill drill) {
    console.say(collection + ": " + words(drill));
  }

  /** {@code passed: sequence 42 restored into files, …}. */
  static String words(Drill drill) {
    String source =
        switch (drill.source()) {
          case SAME -> "; the same as in the source";
          case DIFFERENT -> "; not as in the source";
          case NOT_COMPARED ->
              drill.sourceNote().map(why -> "; not compared with the source: " + why).orElse("");
        };
    return drill
        .problem()
        .map(problem -> "FAILED: " + problem)
        .orElseGet(
            () ->
                "passed: sequence "
                    + drill.sequence()
                    + " restored into "
                    + (drill.into().equals("files") ? "files" : "a database")
                    + " and verified, "
                    + Text.count(drill.rows(), "row")
                    + " of "
                    + Text.count(drill.tables().size(), "table")
                    + source);
  }

  void json(CollectionName collection, Drill drill) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("collection", collection.value());
    document.putAll(document(drill));
    Json.print(console.out(), document);
  }

  static Map<String, @Nullable Object> document(Drill drill) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("passed", drill.isPassed());
    json.put("problem", drill.problem().orElse(null));
    json.put("began", drill.began().toString());
    json.put("ended", drill.ended().toString());
    json.put("sequence", drill.sequence().value());
    json.put("into", drill.into());
    json.put("source", drill.source().word());
    json.put("source_note", drill.sourceNote().orElse(null));
    json.put("tables", drill.tables().stream().map(DrillOutput::table).toList());
    return json;
  }

  private static Map<String, Object> table(DrilledTable table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.table().toString());
    json.put("rows", table.rows());
    json.put("checksum", table.checksum());
    return json;
  }
}
