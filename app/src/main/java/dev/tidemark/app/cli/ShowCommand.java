package dev.tidemark.app.cli;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.ShowCollections;
import dev.tidemark.app.operation.ShowStored;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
          + " captured), stopped (nothing is captured: `start` does not run, or an error holds it"
          + " up), gap (history was lost to capture). Works without `start`: then it tells of the"
          + " backups.%n",
      "With --storage in place of a home it tells which collections have backups there, and up to"
          + " where they can be restored. Whether they are captured, nobody knows there: their"
          + " state is null."
    },
    footer = {
      "%nExamples:",
      "  tidemark show --home ~/tidemark",
      "  tidemark show shop --home ~/tidemark --json",
      "  tidemark show --storage file:///mnt/backups"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "of the collection; without it all are shown")
  private @Nullable CollectionName name;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private PlaceOption place;

  @ArgGroup(exclusive = true)
  private @Nullable KeyOption key;

  @Mixin private JsonOption json;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Overview> overviews = place.home().map(this::of).orElseGet(this::ofStorage);
    if (json.wanted()) {
      Json.print(
          console.out(), Map.of("collections", overviews.stream().map(OverviewJson::of).toList()));
    } else if (overviews.isEmpty()) {
      console.say(
          "no collections in "
              + place
                  .home()
                  .map(home -> home.directory().toString())
                  .orElseGet(() -> place.stored(key).address().toString()));
    } else {
      new OverviewText(console).print(overviews);
    }
    return ExitCode.OK;
  }

  private List<Overview> of(Home home) {
    ShowCollections show = new ShowCollections(home, Clock.systemUTC());
    CollectionName only = name;
    return only == null ? show.all() : List.of(show.one(only));
  }

  private List<Overview> ofStorage() {
    ShowStored show = new ShowStored(place.stored(key));
    CollectionName only = name;
    return only == null ? show.all() : List.of(show.one(only));
  }
}
