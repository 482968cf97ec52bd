package dev.tidemark.app.cli;

import dev.tidemark.app.operation.EraseOrder;
import dev.tidemark.app.operation.EraseRows;
import dev.tidemark.app.operation.ErasedRows;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.sql.SqlParser;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes rows out of the backups. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Erase rows from everything that is kept of a collection, as if they had never been there: every"
          + " version of every row of which any version meets a condition.%n",
      "Delete them in the source first: what is there still is refused, for it would come back. What"
          + " is captured is backed up, then the files that have such rows are written anew without"
          + " them, and the topics of changes in Kafka lose what the backups have. A restore at any"
          + " moment is then what it was, without those rows.%n",
      "After Ctrl-C or SIGTERM nothing is erased, or all is and files may be left that nothing reads:"
          + " the same command ends either. Copies of the backups elsewhere are not touched: delete"
          + " them, and copy anew."
    },
    footer = {
      "%nA condition is what stands after WHERE (docs/sql.md). On the command line other users of the"
          + " machine may see it; `tidemark sql` reads statements from a file.",
      "%nExamples:",
      "  tidemark erase shop --home ~/tidemark --table public.people --where 'id = 4711' --dry-run",
      "  tidemark erase shop --home ~/tidemark --table public.people --where 'id = 4711' \\",
      "      --table public.letters --where 'person = 4711'"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EraseCommand implements Callable<Integer> {

  private final Console console;
  private final OnSignal signals;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<Rows> rows;

  @Option(names = "--dry-run", description = "only say how much would be erased")
  private boolean dryRun;

  @Option(
      names = "--keep-topics",
      description = "leave the rows in the collection's topics in Kafka")
  private boolean keepTopics;

  @Mixin private WaitOption wait;
  @Mixin private JsonOption json;

  /** Some rows of one table. */
  static final class Rows {

    @Option(
        names = "--table",
        paramLabel = "SCHEMA.TABLE",
        required = true,
        description = "erase from this table; once for each, each with its --where")
    private TableId table;

    @Option(
        names = "--where",
        paramLabel = "CONDITION",
        required = true,
        description = "which of its rows, as after WHERE")
    private String condition;
  }

  EraseCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    SqlParser parser = new SqlParser(MachineZone.of(console.environment()));
    SortedMap<TableId, RowCondition> conditions =
        parser.conditions(
            name, rows.stream().map(some -> Map.entry(some.table, some.condition)).toList());
    EraseOrder order =
        new EraseOrder(
            conditions,
            dryRun ? EraseOrder.Extent.PLAN : EraseOrder.Extent.ERASE,
            keepTopics ? EraseOrder.Topics.KEEP : EraseOrder.Topics.RELEASE,
            wait.patience());
    ErasedRows erased;
    List<String> notes;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      EraseRows erase = new EraseRows(home.home(), Clock.systemUTC(), listener);
      erased = signals.interrupted(() -> erase.run(name, order));
      notes = listener.notes();
    }
    EraseOutput output = new EraseOutput(console, notes);
    if (json.wanted()) {
      output.json(name, erased, order.extent());
    } else {
      output.text(erased, order.extent());
    }
    return ExitCode.OK;
  }
}
