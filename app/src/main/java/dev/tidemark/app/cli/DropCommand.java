package dev.tidemark.app.cli;

import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.output.Console;
import dev.tidemark.schemas.change.CollectionName;
import java.net.URI;
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
      "Capture stops; the replication slot and the publication are removed from the source, the topics"
          + " from Kafka, and the collection from the home. Its backups stay where they are, unless"
          + " told otherwise."
    },
    footer = {
      "%nExamples:",
      "  tidemark drop shop --home ~/tidemark",
      "  tidemark drop shop --home ~/tidemark --delete-backups"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DropCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(
      names = "--delete-backups",
      description = "delete its backups as well; nothing brings them back")
  private boolean deleteBackups;

  DropCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    DropCollection.Backups backups =
        deleteBackups ? DropCollection.Backups.DELETE : DropCollection.Backups.KEEP;
    URI storage = new DropCollection(home.home(), Clock.systemUTC()).run(name, backups);
    console.say(
        deleteBackups
            ? "collection " + name + " and its backups are gone"
            : "collection " + name + " is dropped; its backups stay in " + storage);
    return ExitCode.OK;
  }
}
