package dev.tidemark.app.cli;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.app.operation.DrillCollection;
import dev.tidemark.app.output.Console;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drills a restore. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Drill a restore: compare the latest with the source if it can be asked, restore everything to"
          + " where nobody sees it, read it back, and remove it again.%n",
      "The verdict is written down in the archive; `show` and the metrics have the last one. Exit code"
          + " 1 when it failed. With the option DRILL_EVERY of a collection `start` does this by itself."
    },
    footer = {
      "%nExamples:",
      "  tidemark drill shop --home ~/tidemark",
      "  tidemark drill shop --home ~/tidemark --into postgresql://me@spare.example/scratch --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DrillCommand implements Callable<Integer> {

  private final Console console;
  private final OnSignal signals;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(
      names = "--into",
      paramLabel = "URL",
      description =
          "where to: file:///directory or postgresql://user@host/database; default: DRILL_INTO of the"
              + " collection, or the home. A password comes from TIDEMARK_TARGET_PASSWORD or PGPASSWORD")
  private @Nullable String into;

  @Mixin private WaitOption wait;
  @Mixin private JsonOption json;

  DrillCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    Optional<Target> target = target();
    Drill drill;
    try (ConsoleListener listener = new ConsoleListener(console)) {
      DrillCollection drills =
          new DrillCollection(home.home(), Clock.systemUTC(), console.environment(), listener);
      drill = signals.interrupted(() -> drills.run(name, target, wait.patience()));
    }
    DrillOutput output = new DrillOutput(console);
    if (json.wanted()) {
      output.json(name, drill);
    } else {
      output.text(name, drill);
    }
    return drill.isPassed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Optional<Target> target() {
    try {
      return Optional.ofNullable(into).map(TargetAddress::parse);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          String.valueOf(e.getMessage()),
          "A target is file:///directory or postgresql://user@host:port/database.");
    }
  }
}
