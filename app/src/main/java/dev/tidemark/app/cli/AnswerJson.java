package dev.tidemark.app.cli;

import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.session.Answer;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.schemas.change.TableId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers of statements, for programs: one document each. */
final class AnswerJson {

  private final Console console;
  private final List<String> notes;

  /**
   * @param notes what was said while the statement lasted
   */
  AnswerJson(Console console, List<String> notes) {
    this.console = console;
    this.notes = notes;
  }

  void print(Answer answer) {
    if (answer instanceof Answer.BackedUp backup) {
      new BackupOutput(console).print(backup.name(), backup.outcome(), true);
    } else if (answer instanceof Answer.Restored restored) {
      new RestoreOutput(console, MachineZone.of(console.environment()), notes)
          .print(restored.report(), true);
    } else if (answer instanceof Answer.Timeline timeline) {
      try (TimelineOutput output = new TimelineJson(console.out(), timeline.name())) {
        boolean unused = timeline.reading().run(output::print);
      }
    } else if (answer instanceof Answer.Verified verified) {
      new VerifyOutput(console).json(verified.report());
    } else if (answer instanceof Answer.Drilled drilled) {
      new DrillOutput(console).json(drilled.name(), drilled.drill());
    } else if (answer instanceof Answer.Compared compared) {
      new CompareOutput(console).json(compared.comparison());
    } else if (answer instanceof Answer.Retention retention) {
      new RetentionOutput(console)
          .json(retention.name(), retention.given(), RetentionOutput.Extent.PLANNED);
    } else if (answer instanceof Answer.Erased erased) {
      new EraseOutput(console, notes).json(erased.name(), erased.outcome(), erased.extent());
    } else if (answer instanceof Answer.GaveUp gave) {
      new RetentionOutput(console).json(gave.name(), gave.given(), RetentionOutput.Extent.DONE);
    } else {
      Json.print(console.out(), document(answer));
    }
  }

  private static Map<String, ?> document(Answer answer) {
    if (answer instanceof Answer.Created created) {
      return collection(created.collection(), true);
    } else if (answer instanceof Answer.CreatedBefore before) {
      return Map.of("collection", before.name().value(), "changed", false);
    } else if (answer instanceof Answer.Altered altered) {
      return collection(altered.collection(), true);
    } else if (answer instanceof Answer.TablesAltered altered) {
      return altered(altered.outcome());
    } else if (answer instanceof Answer.Dropped dropped) {
      return Map.of("collection", dropped.name().value(), "changed", true);
    } else if (answer instanceof Answer.NotThere missing) {
      return Map.of("collection", missing.name().value(), "changed", false);
    } else if (answer instanceof Answer.Marked marked) {
      return Map.of(
          "collection",
          marked.name().value(),
          "marker",
          marked.outcome().marker(),
          "captured",
          marked.outcome().captured());
    } else if (answer instanceof Answer.KeyRotated rotated) {
      return Map.of("collection", rotated.name().value(), "key", rotated.key());
    } else if (answer instanceof Answer.Copied copied) {
      return copied(copied);
    }
    return shown(answer);
  }

  private static Map<String, ?> shown(Answer answer) {
    if (answer instanceof Answer.Collections some) {
      return Map.of("collections", some.collections().stream().map(OverviewJson::of).toList());
    } else if (answer instanceof Answer.Backups backups) {
      return Map.of(
          "collection",
          backups.collection().name().value(),
          "backups",
          backups.collection().backups().stream().map(OverviewJson::backup).toList(),
          "drills",
          backups.collection().lastDrill().map(DrillOutput::document).stream().toList());
    } else if (answer instanceof Answer.Operations some) {
      return Map.of("operations", some.operations().stream().map(AnswerJson::operation).toList());
    } else if (answer instanceof Answer.Operation one) {
      return operation(one.status());
    } else if (answer instanceof Answer.Ended ended) {
      return operation(ended.status());
    }
    throw new AssertionError(answer);
  }

  private static Map<String, Object> collection(ProtectedTables collection, boolean changed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("collection", collection.name().value());
    json.put("changed", changed);
    json.put("tables", collection.tables().stream().map(TableId::toString).toList());
    json.put("storage", collection.storage().toString());
    Map<String, String> options = new TreeMap<>();
    collection.options().values().forEach((option, value) -> options.put(option.name(), value));
    json.put("options", options);
    return json;
  }

  static Map<String, Object> altered(AlterTables.Outcome outcome) {
    Map<String, Object> json = collection(outcome.collection(), true);
    json.put("captured", outcome.captured().isPresent());
    return json;
  }

  private static Map<String, Object> copied(Answer.Copied copied) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("collection", copied.name().value());
    json.put("target", copied.target().toString());
    json.put("copied", copied.result().copied().stream().map(BackupId::toString).toList());
    json.put("present", copied.result().present().stream().map(BackupId::toString).toList());
    json.put("bytes", copied.result().bytes());
    json.put("damages", copied.result().damages().stream().map(Damage::message).toList());
    return json;
  }

  private static Map<String, @Nullable Object> operation(OperationStatus status) {
    OptionalInt percentage = status.percentage();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", status.id());
    json.put("collection", status.collection());
    json.put("what", status.what());
    json.put("state", status.state().word());
    json.put("step", status.step());
    json.put("percentage", percentage.isPresent() ? percentage.getAsInt() : null);
    json.put("per_second", status.perSecond());
    json.put("started_by", status.startedBy());
    json.put("process", status.pid());
    json.put("began", status.began());
    json.put("ended", status.ended());
    json.put("result", status.result());
    return json;
  }
}
