package dev.tidemark.app.cli;

import dev.tidemark.app.operation.EraseOrder;
import dev.tidemark.app.operation.ErasedRows;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.erasure.ErasureReport;
import dev.tidemark.schemas.change.CollectionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was erased, for people and for programs. */
final class EraseOutput {

  private final Console console;
  private final List<String> notes;

  /**
   * @param notes what was said meanwhile
   */
  EraseOutput(Console console, List<String> notes) {
    this.console = console;
    this.notes = notes;
  }

  void text(ErasedRows erased, EraseOrder.Extent extent) {
    boolean isPlan = extent == EraseOrder.Extent.PLAN;
    ErasureReport report = erased.backups();
    for (ErasureReport.Erased table : report.tables()) {
      console.say(
          table.table()
              + ": "
              + Text.count(table.keys(), "row")
              + (isPlan ? " would be erased, " : " erased, ")
              + Text.count(table.versions(), "version")
              + " in "
              + Text.count(table.runs(), "file")
              + (table.alive() == 0
                  ? ""
                  : "; " + Text.count(table.alive(), "row") + " still there in the source"));
    }
    console.say(
        Text.count(report.backups(), "backup")
            + (isPlan ? " looked through, up to " : " without them, up to ")
            + report.upTo());
    erased
        .topics()
        .ifPresent(
            topics -> new RetentionOutput(console).topics(topics, RetentionOutput.Extent.DONE));
  }

  void json(CollectionName name, ErasedRows erased, EraseOrder.Extent extent) {
    ErasureReport report = erased.backups();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", name.value());
    document.put("done", extent == EraseOrder.Extent.ERASE);
    document.put("up_to", report.upTo().toString());
    document.put("backups", report.backups());
    document.put("tables", report.tables().stream().map(EraseOutput::json).toList());
    document.put("kept", report.kept().stream().map(RetentionOutput::json).toList());
    document.put("topics", erased.topics().map(RetentionOutput::topics).orElse(Map.of()));
    document.put("notes", notes);
    Json.print(console.out(), document);
  }

  private static Map<String, Object> json(ErasureReport.Erased table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.table().toString());
    json.put("rows", table.keys());
    json.put("versions", table.versions());
    json.put("files", table.runs());
    json.put("alive", table.alive());
    json.put("untold", table.untold());
    return json;
  }
}
