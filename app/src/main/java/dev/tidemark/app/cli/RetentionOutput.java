package dev.tidemark.app.cli;

import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.retention.Deletion;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.schemas.change.CollectionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What retention gives up, for people and for programs. */
final class RetentionOutput {

  private final Console console;

  RetentionOutput(Console console) {
    this.console = console;
  }

  /** Whether it was done. */
  enum Extent {
    PLANNED,
    DONE
  }

  void text(RetentionPlan plan, Extent extent) {
    for (Damage damage : plan.damages()) {
      console.say("DAMAGE  " + damage.message() + ". " + damage.hint());
    }
    plan.deletions().forEach(deletion -> console.say(text(deletion) + ": " + deletion.reason()));
    console.say(
        plan.damages().isEmpty()
            ? Text.size(plan.bytes()) + (extent == Extent.PLANNED ? " would be freed" : " freed")
            : "nothing is deleted while backups are damaged");
  }

  private static String text(Deletion deletion) {
    if (deletion instanceof Deletion.Retire retire) {
      List<BackupId> backups = retire.backups();
      return "delete " + backups.get(0) + " to " + backups.get(backups.size() - 1);
    } else if (deletion instanceof Deletion.Thin thin) {
      return "thin " + thin.backup();
    } else if (deletion instanceof Deletion.Remove remove) {
      return "remove " + remove.path();
    }
    throw new AssertionError(deletion);
  }

  void json(CollectionName name, RetentionPlan plan, Extent extent) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", name.value());
    document.put("done", extent == Extent.DONE && plan.damages().isEmpty());
    document.put("bytes", plan.bytes());
    document.put("deletions", plan.deletions().stream().map(RetentionOutput::json).toList());
    document.put("damages", plan.damages().stream().map(Damage::message).toList());
    Json.print(console.out(), document);
  }

  private static Map<String, Object> json(Deletion deletion) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (deletion instanceof Deletion.Retire retire) {
      json.put("backups", retire.backups().stream().map(BackupId::toString).toList());
    } else if (deletion instanceof Deletion.Thin thin) {
      json.put("thinned", thin.backup().toString());
    } else if (deletion instanceof Deletion.Remove remove) {
      json.put("file", remove.path());
    }
    json.put("bytes", deletion.bytes());
    json.put("reason", deletion.reason());
    return json;
  }
}
