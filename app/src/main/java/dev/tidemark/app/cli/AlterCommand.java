package dev.tidemark.app.cli;

import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes which tables a collection has. */
@Command(
    name = "alter",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Put tables into a collection, or take them out, while it is captured.%n",
      "A table that comes is checked as by `create`, then read while the others go on; it can be"
          + " restored from where all of it is read, and `show` tells until then. A table that goes"
          + " can be restored up to where it went. Returns when capture has come to it; `start`"
          + " must be running."
    },
    footer = {
      "%nExamples:",
      "  tidemark alter shop --home ~/tidemark --add-table public.invoices",
      "  tidemark alter shop --home ~/tidemark --drop-table public.carts"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AlterCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Tables tables;

  @Mixin private WaitOption wait;

  @Mixin private JsonOption json;

  AlterCommand(Console console) {
    this.console = console;
  }

  /** Which of them. */
  static final class Tables {

    @Option(
        names = "--add-table",
        paramLabel = "SCHEMA.TABLE",
        description = "a table that comes into the collection; once for each")
    private @Nullable List<TableId> add;

    @Option(
        names = "--drop-table",
        paramLabel = "SCHEMA.TABLE",
        description = "a table that goes out of it; once for each")
    private @Nullable List<TableId> drop;

    private AlterTables.Order order() {
      return add == null
          ? new AlterTables.Order.Drop(drop == null ? Set.of() : Set.copyOf(drop))
          : new AlterTables.Order.Add(Set.copyOf(add));
    }
  }

  @Override
  public Integer call() {
    AlterTables.Order order = tables.order();
    AlterTables.Outcome outcome;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      outcome =
          new AlterTables(home.home(), Clock.systemUTC(), listener)
              .run(name, order, wait.patience());
    }
    if (json.wanted()) {
      Json.print(console.out(), AnswerJson.altered(outcome));
    } else {
      console.say(AnswerText.altered(order, outcome));
    }
    return ExitCode.OK;
  }
}
