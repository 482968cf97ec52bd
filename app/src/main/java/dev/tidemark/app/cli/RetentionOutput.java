package dev.tidemark.app.cli;

import dev.tidemark.app.operation.GivenUp;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.retention.Deletion;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.compactor.release.Release;
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

  void text(GivenUp given, Extent extent) {
    RetentionPlan plan = given.backups();
    for (Damage damage : plan.damages()) {
      console.say("DAMAGE  " + damage.message() + ". " + damage.hint());
    }
    plan.deletions().forEach(deletion -> console.say(text(deletion) + ": " + deletion.reason()));
    plan.kept().forEach(file -> console.say("kept: " + file.reason() + "; tried again next time"));
    for (RetentionPlan.ShortLock lock : plan.shortLocks()) {
      console.say(
          "its lock ends too early: " + lock.reason() + "; tried again next time. " + lock.hint());
    }
    console.say(
        plan.damages().isEmpty()
            ? Text.size(plan.bytes()) + (extent == Extent.PLANNED ? " would be freed" : " freed")
            : "nothing is deleted while backups are damaged");
    topics(given.topics(), extent);
  }

  void topics(Release release, Extent extent) {
    if (release instanceof Release.Nothing nothing) {
      console.say("topics: nothing is released: " + nothing.reason());
    } else if (release instanceof Release.UpTo upTo) {
      for (Release.Part part : upTo.parts()) {
        console.say(
            "release "
                + part.table()
                + ", partition "
                + part.partition()
                + ", offsets "
                + part.from()
                + " to "
                + (part.to() - 1));
      }
      console.say(
          "topics: what is in backups up to "
              + upTo.backup()
              + (extent == Extent.PLANNED ? " would be released" : " is released"));
    }
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

  void json(CollectionName name, GivenUp given, Extent extent) {
    RetentionPlan plan = given.backups();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", name.value());
    document.put("done", extent == Extent.DONE && plan.damages().isEmpty());
    document.put("bytes", plan.bytes());
    document.put("deletions", plan.deletions().stream().map(RetentionOutput::json).toList());
    document.put("kept", plan.kept().stream().map(RetentionOutput::json).toList());
    document.put("short-locks", plan.shortLocks().stream().map(RetentionOutput::json).toList());
    document.put("damages", plan.damages().stream().map(Damage::message).toList());
    document.put("topics", topics(given.topics()));
    Json.print(console.out(), document);
  }

  static Map<String, Object> topics(Release release) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (release instanceof Release.Nothing nothing) {
      json.put("reason", nothing.reason());
    } else if (release instanceof Release.UpTo upTo) {
      json.put("backup", upTo.backup().toString());
      json.put("released", upTo.parts().stream().map(RetentionOutput::part).toList());
    }
    return json;
  }

  private static Map<String, Object> part(Release.Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", part.table().toString());
    json.put("partition", part.partition());
    json.put("from", part.from());
    json.put("to", part.to());
    return json;
  }

  static Map<String, Object> json(RetentionPlan.KeptFile file) {
    return Map.of("file", file.path(), "bytes", file.bytes(), "reason", file.reason());
  }

  private static Map<String, Object> json(RetentionPlan.ShortLock lock) {
    return Map.of("file", lock.path(), "reason", lock.reason());
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
