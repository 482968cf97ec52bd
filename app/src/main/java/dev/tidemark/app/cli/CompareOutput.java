package dev.tidemark.app.cli;

import dev.tidemark.app.operation.SourceComparison;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.restorer.compare.KeyDifference;
import dev.tidemark.restorer.compare.TableVerdict;
import dev.tidemark.restorer.compare.TableVerdict.Differs;
import dev.tidemark.restorer.compare.TableVerdict.Extent;
import dev.tidemark.restorer.compare.TableVerdict.NotComparable;
import dev.tidemark.restorer.compare.TableVerdict.Same;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How backups and source compare, for people and for programs. */
final class CompareOutput {

  private final Console console;

  CompareOutput(Console console) {
    this.console = console;
  }

  void text(SourceComparison comparison) {
    comparison.tables().forEach(this::text);
    console.say(
        comparison.collection()
            + " at sequence "
            + comparison.sequence()
            + " ("
            + comparison.position()
            + "): "
            + (comparison.isSame()
                ? Text.count(comparison.tables().size(), "table") + " as in the source"
                : comparison.differing()
                    + " of "
                    + Text.count(comparison.tables().size(), "table")
                    + " not as in the source"));
  }

  private void text(TableVerdict verdict) {
    if (verdict instanceof Same same) {
      console.say(same.table() + ": " + Text.count(same.digest().rows(), "row") + ", the same");
    } else if (verdict instanceof Differs differs) {
      console.say(
          "DIFFERENT  "
              + differs.table()
              + ": "
              + Text.count(differs.archive().rows(), "row")
              + " in the archive, "
              + Text.count(differs.source().rows(), "row")
              + " in the source; "
              + (differs.extent() == Extent.SOME ? "at least " : "")
              + (differs.first().isEmpty()
                  ? Text.count(differs.keys(), "different row")
                  : Text.count(differs.keys(), "key")));
      differs.first().forEach(key -> console.say("           " + words(key)));
    } else if (verdict instanceof NotComparable not) {
      console.say("DIFFERENT  " + not.table() + ": " + not.reason());
    }
  }

  private static String words(KeyDifference difference) {
    return "(" + String.join(", ", difference.key()) + ") " + difference.place().words();
  }

  void json(SourceComparison comparison) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", comparison.collection().value());
    document.put("sequence", comparison.sequence().value());
    document.put("position", comparison.position().value());
    document.put("same", comparison.isSame());
    document.put("tables", comparison.tables().stream().map(CompareOutput::table).toList());
    Json.print(console.out(), document);
  }

  private static Map<String, Object> table(TableVerdict verdict) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", verdict.table().toString());
    json.put("same", verdict.isSame());
    if (verdict instanceof Same same) {
      json.put("rows", same.digest().rows());
      json.put("digest", same.digest().hex());
    } else if (verdict instanceof Differs differs) {
      json.put("rows_archive", differs.archive().rows());
      json.put("rows_source", differs.source().rows());
      json.put("digest_archive", differs.archive().hex());
      json.put("digest_source", differs.source().hex());
      json.put("keys", differs.keys());
      json.put("all_keys_looked_at", differs.extent() == Extent.ALL);
      json.put("first_keys", differs.first().stream().map(CompareOutput::key).toList());
    } else if (verdict instanceof NotComparable not) {
      json.put("reason", not.reason());
    }
    return json;
  }

  private static Map<String, Object> key(KeyDifference difference) {
    return Map.of(
        "key", difference.key(), "in", difference.place().name().toLowerCase(Locale.ROOT));
  }
}
