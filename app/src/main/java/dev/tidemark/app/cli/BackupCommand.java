package dev.tidemark.app.cli;

import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.TakeBackup;
import dev.tidemark.app.output.Console;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
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
    new BackupOutput(console).print(name, outcome, json.wanted());
    return ExitCode.OK;
  }
}
