package dev.tidemark.app.cli;

import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.operation.RestoreCollection;
import dev.tidemark.app.operation.RestoreOrder;
import dev.tidemark.app.operation.RestoreStored;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rebuilds tables as they were. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Rebuild the tables of a collection as they were at one moment.%n",
      "All tables are restored to the same transaction, with their keys, constraints, indexes and"
          + " sequences. The target shows nothing until everything is loaded and verified; if anything"
          + " fails, it is as it was. A moment newer than the last backup is backed up first, by itself.%n",
      "Say exactly one of --at, --sequence, --transaction, --position, --offset, --marker and --latest. What capture"
          + " has not reached yet is waited for, and refused if it does not come; only when the source is"
          + " gone, --latest takes what is captured, and says so.%n",
      "Without a home, after it was lost or the collection dropped, --storage names where the backups are."
          + " Then they alone decide what there is.%n",
      "Ctrl-C and SIGTERM leave the target as it was; the exit code is then 130 or 143."
    },
    footer = {
      "%nThe target's password: in the URL, or in --target-password-file, or in"
          + " TIDEMARK_TARGET_PASSWORD or PGPASSWORD.",
      "%nExamples:",
      "  tidemark restore shop --home ~/tidemark --at '2026-11-22 07:15' --into"
          + " postgresql://me@host/db \\",
      "      --schema rescued",
      "  tidemark restore shop --home ~/tidemark --transaction 4711 --before --table public.orders"
          + " \\",
      "      --into postgresql://me@host/db --replace",
      "  tidemark restore shop --home ~/tidemark --latest --into file:///tmp/shop --json",
      "  tidemark restore shop --storage file:///mnt/backups --at '2026-11-22 07:15' \\",
      "      --into postgresql://me@host/db"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestoreCommand implements Callable<Integer> {

  private final Console console;
  private final OnSignal signals;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private PlaceOption place;

  @ArgGroup(exclusive = true)
  private @Nullable KeyOption key;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private RestorePointOption point;

  @Option(names = "--before", description = "with --transaction: without that transaction itself")
  private boolean before;

  @Mixin private TargetOption target;

  @Option(
      names = "--table",
      paramLabel = "SCHEMA.TABLE",
      description = "restore this table only; once for each; default: all")
  private List<TableId> tables = List.of();

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "put all tables into this schema, made when missing; default: their own")
  private @Nullable String schema;

  @Option(names = "--replace", description = "replace tables that are there already")
  private boolean replace;

  @Option(
      names = "--dry-run",
      description = "print the plan and change nothing: the target is not even asked")
  private boolean dryRun;

  @Mixin private WaitOption wait;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "how many tables are loaded at once; default: 4")
  private int parallelism;

  @Mixin private JsonOption json;

  RestoreCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    ZoneId zone = MachineZone.of(console.environment());
    RestoreOrder order =
        new RestoreOrder(
            point.point(name, before, zone),
            target.target(console.environment()),
            new TableChoice(Set.copyOf(tables), Optional.ofNullable(schema)),
            options(),
            wait.patience());
    RestoreReport report;
    List<String> notes;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      report = signals.interrupted(() -> restore(order, listener));
      notes = listener.notes();
    }
    new RestoreOutput(console, zone, notes).print(report, json.wanted());
    return ExitCode.OK;
  }

  private RestoreReport restore(RestoreOrder order, Listener listener) {
    Clock clock = Clock.systemUTC();
    return place
        .home()
        .map(home -> new RestoreCollection(home, clock, listener).run(name, order))
        .orElseGet(() -> new RestoreStored(place.stored(key), clock, listener).run(name, order));
  }

  private RestoreOptions options() {
    if (parallelism < 1) {
      throw new UsageException("--parallel is 1 or more", "Leave it out for 4.");
    }
    return RestoreOptions.DEFAULT
        .with(replace ? ExistingTables.REPLACE : ExistingTables.REFUSE)
        .with(dryRun ? RestoreOptions.Extent.PLAN : RestoreOptions.Extent.FULL)
        .withParallelism(parallelism);
  }
}
