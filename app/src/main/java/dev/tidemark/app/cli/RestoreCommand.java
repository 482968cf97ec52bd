package dev.tidemark.app.cli;

import dev.tidemark.app.operation.RestoreCollection;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.Clock;
import java.time.Duration;
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
      "Say exactly one of --at, --sequence, --transaction, --position, --offset and --latest."
    },
    footer = {
      "%nThe target's password: in the URL, or in --target-password-file, or in TIDEMARK_TARGET_PASSWORD"
          + " or PGPASSWORD.",
      "%nExamples:",
      "  tidemark restore shop --home ~/tidemark --at '2026-11-22 07:15' --into postgresql://me@host/db \\",
      "      --schema rescued",
      "  tidemark restore shop --home ~/tidemark --transaction 4711 --before --table public.orders \\",
      "      --into postgresql://me@host/db --replace",
      "  tidemark restore shop --home ~/tidemark --latest --into file:///tmp/shop --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestoreCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

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
      description = "print the plan; the target is neither asked nor touched")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "LENGTH",
      defaultValue = "30s",
      description = "how long capture may need to reach the moment; default: 30s")
  private Duration patience;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "how many tables are loaded at once; default: 4")
  private int parallelism;

  @Mixin private JsonOption json;

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ZoneId zone = MachineZone.of(console.environment());
    RestoreCollection.Order order =
        new RestoreCollection.Order(
            point.point(name, before, zone),
            target.target(console.environment()),
            new TableChoice(Set.copyOf(tables), Optional.ofNullable(schema)),
            options(),
            patience);
    RestoreReport report;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      RestoreCollection restore = new RestoreCollection(home.home(), Clock.systemUTC(), listener);
      report = OnSignal.interrupted(() -> restore.run(name, order));
    }
    new RestoreOutput(console, zone).print(report, json.wanted());
    return ExitCode.OK;
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
