package dev.tidemark.app.cli;

import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.TakeBackup;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.compactor.backup.BackupResult;
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

/** Takes a backup. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Take a backup of everything committed so far.%n",
      "Without --incremental a full one: the first from the first reading of the tables, which is waited"
          + " for; later ones are merged from the backups before, with no load on the source. With it,"
          + " the changes since the last backup. Every transaction in between stays restorable either"
          + " way. `start` also takes backups by itself, on its schedule.%n",
      "When capture does not come as far as what was committed before, or the source cannot be asked,"
          + " the backup ends at what is captured, and says so; the next one has the rest."
    },
    footer = {
      "%nExamples:",
      "  tidemark backup shop --home ~/tidemark",
      "  tidemark backup shop --home ~/tidemark --incremental --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BackupCommand implements Callable<Integer> {

  private final Console console;
  private final OnSignal signals;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(names = "--incremental", description = "only what changed since the last backup")
  private boolean incremental;

  @Mixin private WaitOption wait;

  @Mixin private JsonOption json;

  BackupCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    TakeBackup.Outcome outcome;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      BackupKind kind = incremental ? BackupKind.INCREMENTAL : BackupKind.FULL;
      TakeBackup backup = new TakeBackup(home.home(), Clock.systemUTC(), listener);
      outcome = signals.interrupted(() -> backup.run(name, kind, wait.patience()));
    }
    if (json.wanted()) {
      Json.print(console.out(), document(outcome));
    } else {
      print(outcome.result());
    }
    return ExitCode.OK;
  }

  private Map<String, Object> document(TakeBackup.Outcome outcome) {
    List<Manifest> taken =
        outcome.result() instanceof BackupResult.Taken some ? some.backups() : List.of();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", name.value());
    document.put("backups", taken.stream().map(OverviewJson::backup).toList());
    // Whether what was committed before the command is in them, all of it.
    document.put("complete", outcome.reach() == TakeBackup.Reach.EVERYTHING);
    return document;
  }

  private void print(BackupResult result) {
    if (result instanceof BackupResult.Taken taken) {
      for (Manifest backup : taken.backups()) {
        console.say(
            backup.id()
                + ": "
                + Text.count(backup.rows(), "row")
                + ", "
                + Text.size(backup.bytes())
                + ", up to sequence "
                + backup.to().sequence());
      }
    } else if (result instanceof BackupResult.NothingNew nothing) {
      console.say("nothing new since " + nothing.newest().id());
    }
  }
}
