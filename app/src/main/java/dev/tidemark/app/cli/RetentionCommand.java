package dev.tidemark.app.cli;

import dev.tidemark.app.operation.ApplyRetention;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.retention.Deletion;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives up what retention does not promise. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Delete of a collection's backups what its settings (`create --retention`,"
          + " `--every-transaction-for`) do not promise.%n",
      "The server does this after each scheduled backup. Chains go as a whole, when everything they"
          + " can restore is too old; of other old backups only the end stays. While backups are"
          + " damaged nothing is deleted, and the exit code is 1."
    },
    footer = {
      "%nExamples:",
      "  tidemark retention shop --home ~/tidemark --dry-run",
      "  tidemark retention shop --home ~/tidemark --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RetentionCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(names = "--dry-run", description = "only say what would be deleted, and why")
  private boolean dryRun;

  @Mixin private WaitOption wait;
  @Mixin private JsonOption json;

  RetentionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RetentionPlan plan;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      ApplyRetention retention = new ApplyRetention(home.home(), Clock.systemUTC(), listener);
      plan = dryRun ? retention.plan(name) : retention.run(name, wait.patience());
    }
    if (json.wanted()) {
      Json.print(console.out(), document(plan));
    } else {
      print(plan);
    }
    return plan.damages().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(RetentionPlan plan) {
    for (Damage damage : plan.damages()) {
      console.say("DAMAGE  " + damage.message() + ". " + damage.hint());
    }
    plan.deletions().forEach(deletion -> console.say(text(deletion) + ": " + deletion.reason()));
    console.say(
        plan.damages().isEmpty()
            ? Text.size(plan.bytes()) + (dryRun ? " would be freed" : " freed")
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

  private Map<String, Object> document(RetentionPlan plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", name.value());
    document.put("done", !dryRun && plan.damages().isEmpty());
    document.put("bytes", plan.bytes());
    document.put("deletions", plan.deletions().stream().map(RetentionCommand::json).toList());
    document.put("damages", plan.damages().stream().map(Damage::message).toList());
    return document;
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
