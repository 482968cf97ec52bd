package dev.tidemark.app.cli;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.ShowCollections;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells how collections are doing. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show collections: their state, what can be restored, and their backups.%n",
      "States: snapshotting (the tables are read for the first time), streaming (every commit is"
          + " captured), stopped (nothing is captured: `start` does not run, or an error holds it up),"
          + " gap (history was lost to capture). Works without `start`: then it tells of the backups."
    },
    footer = {
      "%nExamples:",
      "  tidemark show --home ~/tidemark",
      "  tidemark show shop --home ~/tidemark --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "of the collection; without it all are shown")
  private @Nullable CollectionName name;

  @Mixin private HomeOption home;

  @Mixin private JsonOption json;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Home directory = home.home();
    ShowCollections show = new ShowCollections(directory, Clock.systemUTC());
    CollectionName only = name;
    List<Overview> overviews = only == null ? show.all() : List.of(show.one(only));
    if (json.wanted()) {
      Json.print(
          console.out(), Map.of("collections", overviews.stream().map(OverviewJson::of).toList()));
    } else if (overviews.isEmpty()) {
      console.say("no collections in " + directory.directory());
    } else {
      new OverviewText(console).print(overviews);
    }
    return ExitCode.OK;
  }
}
