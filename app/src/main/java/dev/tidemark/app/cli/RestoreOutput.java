package dev.tidemark.app.cli;

import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.restorer.ResolvedPoint;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.RestoreReport.Restored;
import dev.tidemark.restorer.ddl.Skipped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code restore} says it did. */
final class RestoreOutput {

  private final Console console;
  private final ZoneId zone;
  private final List<String> notes;

  /**
   * @param notes what was said while it lasted
   */
  RestoreOutput(Console console, ZoneId zone, List<String> notes) {
    this.console = console;
    this.zone = zone;
    this.notes = notes;
  }

  void print(RestoreReport report, boolean asJson) {
    if (asJson) {
      Json.print(console.out(), document(report));
      return;
    }
    if (report.outcome() instanceof Restored restored) {
      console.say("restored to " + text(report.point()));
      report.point().remark().ifPresent(remark -> console.note("note: " + remark));
      restored
          .tables()
          .forEach(
              (table, sum) -> console.say("  " + table + ": " + Text.count(sum.rows(), "row")));
      restored.skipped().forEach(part -> console.note("note: " + part.sentence()));
      restored.notes().forEach(note -> console.note("note: " + note));
      console.say("  verified: every row was compared with what the target holds");
    } else {
      report.plan().forEach(console::say);
    }
  }

  private String text(ResolvedPoint point) {
    return "sequence "
        + point.sequence()
        + point
            .commit()
            .map(
                commit ->
                    ": transaction "
                        + commit.transaction()
                        + ", committed "
                        + Text.time(commit.time(), zone))
            .orElse("");
  }

  private Map<String, @Nullable Object> document(RestoreReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    ResolvedPoint point = report.point();
    json.put("sequence", point.sequence().value());
    json.put("time", point.commit().map(commit -> commit.time().toString()).orElse(null));
    json.put(
        "transaction", point.commit().map(commit -> commit.transaction().value()).orElse(null));
    json.put("position", point.commit().map(commit -> commit.position().value()).orElse(null));
    json.put("remark", point.remark().orElse(null));
    List<String> all = new ArrayList<>(notes);
    Map<String, Long> rows = new LinkedHashMap<>();
    if (report.outcome() instanceof Restored restored) {
      restored.tables().forEach((table, sum) -> rows.put(table.toString(), sum.rows()));
      json.put("skipped", restored.skipped().stream().map(Skipped::name).toList());
      all.addAll(restored.notes());
    }
    json.put("notes", all);
    json.put("rows", rows);
    // What does not add up is never published: a restore that ends was verified.
    json.put("verified", report.outcome() instanceof Restored);
    json.put("plan", report.plan());
    return json;
  }
}
