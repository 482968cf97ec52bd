package dev.tidemark.app.cli;

import dev.tidemark.app.operation.TakeBackup;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.schemas.change.CollectionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a backup says it did. */
final class BackupOutput {

  private final Console console;

  BackupOutput(Console console) {
    this.console = console;
  }

  void print(CollectionName name, TakeBackup.Outcome outcome, boolean asJson) {
    if (asJson) {
      Json.print(console.out(), document(name, outcome));
    } else {
      print(outcome.result());
    }
  }

  private Map<String, Object> document(CollectionName name, TakeBackup.Outcome outcome) {
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
