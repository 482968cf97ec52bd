package dev.tidemark.app.cli;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.output.Text;
import dev.tidemark.app.session.Answer;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers of statements, for people. */
final class AnswerText {

  private final Console console;
  private final ZoneId zone;
  private final List<String> notes;

  /**
   * @param notes what was said while the statement lasted
   */
  AnswerText(Console console, List<String> notes) {
    this.console = console;
    this.zone = MachineZone.of(console.environment());
    this.notes = notes;
  }

  void print(Answer answer) {
    if (answer instanceof Answer.Created created) {
      console.say(created(created.collection(), created.status()));
    } else if (answer instanceof Answer.CreatedBefore before) {
      console.say("collection " + before.name() + " exists already, and stays as it is");
    } else if (answer instanceof Answer.Altered altered) {
      console.say("collection " + altered.collection().name() + " has " + options(altered));
    } else if (answer instanceof Answer.TablesAltered altered) {
      console.say(altered(altered.order(), altered.outcome()));
    } else if (answer instanceof Answer.Dropped dropped) {
      new DropOutput(console).print(dropped.name(), dropped.backups(), dropped.outcome());
    } else if (answer instanceof Answer.NotThere missing) {
      console.say("there is no collection " + missing.name());
    } else if (answer instanceof Answer.BackedUp backup) {
      new BackupOutput(console).print(backup.name(), backup.outcome(), false);
    } else if (answer instanceof Answer.Restored restored) {
      new RestoreOutput(console, zone, notes).print(restored.report(), false);
    } else if (answer instanceof Answer.Marked marked) {
      console.say("marker " + marked.outcome().marker() + " is written");
    } else if (answer instanceof Answer.Copied copied) {
      console.say(copied(copied));
      copied.result().damages().forEach(damage -> console.note("note: " + damage.message()));
    } else if (answer instanceof Answer.Verified verified) {
      new VerifyOutput(console).text(verified.report());
    } else if (answer instanceof Answer.Drilled drilled) {
      new DrillOutput(console).text(drilled.name(), drilled.drill());
    } else if (answer instanceof Answer.Compared compared) {
      new CompareOutput(console).text(compared.comparison());
    } else if (answer instanceof Answer.Erased erased) {
      new EraseOutput(console, notes).text(erased.outcome(), erased.extent());
    } else if (answer instanceof Answer.GaveUp gave) {
      new RetentionOutput(console).text(gave.given(), RetentionOutput.Extent.DONE);
    } else if (answer instanceof Answer.KeyRotated rotated) {
      console.say(rotated(rotated.name(), rotated.key()));
    } else {
      shown(answer);
    }
  }

  private void shown(Answer answer) {
    if (answer instanceof Answer.Collections some) {
      new OverviewText(console).print(some.collections());
      if (some.collections().isEmpty()) {
        console.say("no collections");
      }
    } else if (answer instanceof Answer.Backups backups) {
      new OverviewText(console).printBackups(backups.collection());
    } else if (answer instanceof Answer.Timeline timeline) {
      timeline(timeline);
    } else if (answer instanceof Answer.Retention retention) {
      new RetentionOutput(console).text(retention.given(), RetentionOutput.Extent.PLANNED);
    } else if (answer instanceof Answer.Operations some) {
      new OperationText(console).print(some.operations());
    } else if (answer instanceof Answer.Operation one) {
      new OperationText(console).print(one.status());
    } else if (answer instanceof Answer.Ended ended) {
      console.say(ended(ended.status()));
    } else {
      throw new AssertionError(answer);
    }
  }

  private void timeline(Answer.Timeline timeline) {
    boolean complete;
    try (TimelineOutput output = new TimelineText(console.out(), zone)) {
      complete = timeline.reading().run(output::print);
    }
    if (!complete) {
      console.note(TimelineCommand.ONLY_BACKUPS);
    }
  }

  static String altered(AlterTables.Order order, AlterTables.Outcome outcome) {
    String tables =
        order.tables().stream().sorted().map(TableId::toString).collect(Collectors.joining(", "));
    boolean isOne = order.tables().size() == 1;
    String name = outcome.collection().name().value();
    if (outcome.captured().isEmpty()) {
      return tables
          + (isOne ? " is" : " are")
          + (order instanceof AlterTables.Order.Add ? " to come into " : " to go out of ")
          + name;
    }
    return order instanceof AlterTables.Order.Add
        ? tables
            + (isOne ? " is" : " are")
            + " in "
            + name
            + (isOne ? "; its" : "; their")
            + " rows are being read, and every change is captured"
        : tables
            + (isOne ? " is" : " are")
            + " no longer in "
            + name
            + "; what was captured can be restored, up to sequence "
            + outcome.captured().get()
            + " at most";
  }

  static String created(ProtectedTables collection, CollectionStatus status) {
    return "collection "
        + collection.name()
        + " is made: "
        + Text.count(collection.tables().size(), "table")
        + " of "
        + collection.source().place()
        + (status.state() == CollectionState.SNAPSHOTTING
            ? "; they are being read now"
            : "; every change is captured from now on");
  }

  private static String options(Answer.Altered altered) {
    return altered.collection().options().values().isEmpty()
        ? "no options of its own"
        : altered.collection().options().values().entrySet().stream()
            .sorted(Map.Entry.<CollectionOption, String>comparingByKey())
            .map(option -> option.getKey() + " = '" + option.getValue() + "'")
            .collect(Collectors.joining(", "));
  }

  private static String copied(Answer.Copied copied) {
    return Text.count(copied.result().copied().size(), "backup")
        + " of "
        + copied.name()
        + " copied to "
        + copied.target()
        + ", "
        + copied.result().present().size()
        + " were there already; "
        + Text.size(copied.result().bytes())
        + " written";
  }

  static String rotated(CollectionName name, String key) {
    return "the backups of " + name + " are opened by key " + key + " now, and by no other";
  }

  private static String ended(OperationStatus status) {
    return status.state() == OperationState.CANCELLED
        ? "operation " + status.id() + " is cancelled: " + status.result()
        : "operation " + status.id() + " was over before it heard: it is " + status.state().word();
  }
}
