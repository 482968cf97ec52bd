package dev.tidemark.app.cli;

import dev.tidemark.app.cli.RetentionOutput.Extent;
import dev.tidemark.app.operation.ApplyRetention;
import dev.tidemark.app.operation.GivenUp;
import dev.tidemark.app.output.Console;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
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
          + " damaged nothing is deleted, and the exit code is 1.%n",
      "Then shorten its topics in Kafka: they lose what a backup has that is older than"
          + " release-after, once its files were read and are whole."
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
    GivenUp given;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      ApplyRetention retention = new ApplyRetention(home.home(), Clock.systemUTC(), listener);
      given = dryRun ? retention.plan(name) : retention.run(name, wait.patience());
    }
    Extent extent = dryRun ? Extent.PLANNED : Extent.DONE;
    if (json.wanted()) {
      new RetentionOutput(console).json(name, given, extent);
    } else {
      new RetentionOutput(console).text(given, extent);
    }
    return given.backups().damages().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
