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
          + " way. `start` also takes backups by itself, on its schedule."
    },
    footer = {
      "%nExamples:",
      "  tidemark backup shop --home ~/tidemark",
      "  tidemark backup shop --home ~/tidemark --incremental --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BackupCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(names = "--incremental", description = "only what changed since the last backup")
  private boolean incremental;

  @Mixin private JsonOption json;

  BackupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BackupResult result;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      BackupKind kind = incremental ? BackupKind.INCREMENTAL : BackupKind.FULL;
      TakeBackup backup = new TakeBackup(home.home(), Clock.systemUTC(), listener);
      result = OnSignal.interrupted(() -> backup.run(name, kind));
    }
    if (json.wanted()) {
      Json.print(console.out(), document(result));
    } else {
      print(result);
    }
    return ExitCode.OK;
  }

  private Map<String, Object> document(BackupResult result) {
    List<Manifest> taken = result instanceof BackupResult.Taken some ? some.backups() : List.of();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", name.value());
    document.put("backups", taken.stream().map(OverviewJson::backup).toList());
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
