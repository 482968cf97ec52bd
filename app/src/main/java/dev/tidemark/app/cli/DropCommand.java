package dev.tidemark.app.cli;

import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.DropCollection.Backups;
import dev.tidemark.app.operation.DropCollection.Dropped;
import dev.tidemark.app.operation.DropCollection.Insistence;
import dev.tidemark.app.output.Console;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the protection of a collection. */
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "End the protection of a collection.%n",
      "A last incremental backup is taken. Capture stops; the replication slot and the publication are"
          + " removed from the source, the topics from Kafka, and the collection from the home. Its"
          + " backups stay where they are, unless told otherwise; `restore --storage` restores from"
          + " them.%n",
      "If it fails on the way, `show` says that the drop has begun, and the same command goes on with it."
          + " A source that does not answer stops it before anything is dropped."
    },
    footer = {
      "%nExamples:",
      "  tidemark drop shop --home ~/tidemark",
      "  tidemark drop shop --home ~/tidemark --delete-backups",
      "  tidemark drop shop --home ~/tidemark --force"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DropCommand implements Callable<Integer> {

  private final Console console;
  private final OnSignal signals;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(
      names = "--delete-backups",
      description = "delete its backups as well; nothing brings them back")
  private boolean deleteBackups;

  @Option(
      names = "--force",
      description =
          "when the source does not answer, leave slot and publication there; when the last backup"
              + " cannot be taken, do without")
  private boolean force;

  @Mixin private WaitOption wait;

  DropCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    DropCollection.Order order =
        new DropCollection.Order(
            deleteBackups ? Backups.DELETE : Backups.KEEP,
            force ? Insistence.FORCE : Insistence.NONE,
            wait.patience());
    Dropped dropped;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      DropCollection drop = new DropCollection(home.home(), Clock.systemUTC(), listener);
      dropped = signals.interrupted(() -> drop.run(name, order));
    }
    new DropOutput(console).print(name, order.backups(), dropped);
    return ExitCode.OK;
  }
}
