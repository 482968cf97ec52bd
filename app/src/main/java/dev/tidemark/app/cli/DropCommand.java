package dev.tidemark.app.cli;

import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.DropCollection.Backups;
import dev.tidemark.app.operation.DropCollection.Dropped;
import dev.tidemark.app.operation.DropCollection.Insistence;
import dev.tidemark.app.operation.DropCollection.LeftInSource;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.Optional;
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
    console.say(
        deleteBackups
            ? "collection " + name + " and its backups are gone"
            : "collection " + name + " is dropped; " + kept(dropped));
    dropped.left().ifPresent(this::print);
    return ExitCode.OK;
  }

  private String kept(Dropped dropped) {
    Optional<Boundary> reach = dropped.reach();
    if (reach.isEmpty()) {
      return "no backup of it can be restored";
    }
    return "its backups stay in "
        + dropped.storage()
        + ", up to "
        + Text.time(reach.get().time(), MachineZone.of(console.environment()))
        + " (sequence "
        + reach.get().sequence()
        + ")";
  }

  /** Nobody else will tell: the slot keeps the source's log for a capture that never comes. */
  private void print(LeftInSource left) {
    console.say(
        "left in "
            + left.place()
            + ", where its log grows until they are removed: replication slot "
            + left.name()
            + " and publication "
            + left.name());
    console.say("when it answers again, run there:");
    console.say("  SELECT pg_drop_replication_slot('" + left.name() + "');");
    console.say("  DROP PUBLICATION " + left.name() + ";");
  }
}
