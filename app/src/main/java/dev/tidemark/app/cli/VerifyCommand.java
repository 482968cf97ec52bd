package dev.tidemark.app.cli;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.SourceComparison;
import dev.tidemark.app.operation.VerifyAgainstSource;
import dev.tidemark.app.operation.VerifyCollection;
import dev.tidemark.app.operation.VerifyStored;
import dev.tidemark.app.output.Console;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.VerificationReport;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies backups. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verify backups: that every file is there, has its size, its SHA-256 and its keys in order,"
          + " and that the manifests follow each other.%n",
      "With --deep every row is decoded as well, and the end of every backup merged as a restore"
          + " would, into nothing. Exit code 1 when something is damaged; what that means for which"
          + " backups is said with it. Nothing is changed.%n",
      "With --against-source the rows that the backups have are compared with those that the source"
          + " has, as of one transaction, while the source goes on; what is not backed up yet is"
          + " backed up first. Exit code 1 when a table is not the same."
    },
    footer = {
      "%nExamples:",
      "  tidemark verify shop --home ~/tidemark",
      "  tidemark verify shop --home ~/tidemark --backup 20261122071500Z_000042_incremental --deep",
      "  tidemark verify shop --home ~/tidemark --against-source",
      "  tidemark verify shop --storage s3://backups/prod --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VerifyCommand implements Callable<Integer> {

  private final Console console;
  private final OnSignal signals;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private PlaceOption place;

  @ArgGroup(exclusive = true)
  private @Nullable KeyOption key;

  @Option(
      names = "--backup",
      paramLabel = "BACKUP",
      description = "only this one, and those that a restore to its end reads")
  private @Nullable BackupId backup;

  @Option(names = "--deep", description = "decode every row, and merge every boundary")
  private boolean deep;

  @Option(
      names = "--against-source",
      description = "compare what the backups have with what the source has now")
  private boolean againstSource;

  @Mixin private WaitOption wait;
  @Mixin private JsonOption json;

  VerifyCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    return againstSource ? compared() : verified();
  }

  private int compared() {
    if (backup != null || deep) {
      throw new UsageException(
          "--against-source compares rows, and reads no backup for itself",
          "Leave out --backup and --deep, or verify twice.");
    }
    Home home =
        place
            .home()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--against-source needs the --home of the collection",
                        "A storage knows nothing of the source."));
    SourceComparison comparison;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      comparison =
          signals.interrupted(
              () ->
                  new VerifyAgainstSource(home, Clock.systemUTC(), listener)
                      .run(name, wait.patience()));
    }
    CompareOutput output = new CompareOutput(console);
    if (json.wanted()) {
      output.json(comparison);
    } else {
      output.text(comparison);
    }
    return comparison.isSame() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int verified() {
    VerificationReport report;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      report = signals.interrupted(() -> verify(listener));
    }
    if (json.wanted()) {
      new VerifyOutput(console).json(report);
    } else {
      new VerifyOutput(console).text(report);
    }
    return report.isIntact() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private VerificationReport verify(ConsoleListener listener) {
    BackupId only = backup;
    VerifyScope scope = only == null ? new VerifyScope.Everything() : new VerifyScope.Backup(only);
    Depth depth = deep ? Depth.ROWS : Depth.FILES;
    return place
        .home()
        .map(
            home ->
                new VerifyCollection(home, Clock.systemUTC(), listener)
                    .run(name, scope, depth, wait.patience()))
        .orElseGet(() -> new VerifyStored(place.stored(key), listener).run(name, scope, depth));
  }
}
