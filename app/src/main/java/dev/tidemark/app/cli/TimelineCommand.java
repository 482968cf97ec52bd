package dev.tidemark.app.cli;

import dev.tidemark.app.operation.PointInTime;
import dev.tidemark.app.operation.ReadStoredTimeline;
import dev.tidemark.app.operation.ReadTimeline;
import dev.tidemark.app.operation.TimelineFilter;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what was committed when. */
@Command(
    name = "timeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "List what was committed when: the way to find the transaction that did the damage.%n",
      "Each line is a transaction of the source with its sequence, commit time, transaction id, the"
          + " end of its commit in the source's log, and what it did to each table: +inserts"
          + " ~updates -deletes. Beside them stand truncates, markers and gaps."
    },
    footer = {
      "%nTimes: '2026-11-22 07:15', with seconds and their fractions, with Z or an offset if they"
          + " are not this machine's.",
      "%nExamples:",
      "  tidemark timeline shop --home ~/tidemark --from '2026-11-22 07:00' --table public.orders",
      "  tidemark timeline shop --home ~/tidemark --json",
      "  tidemark timeline shop --storage file:///mnt/backups"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TimelineCommand implements Callable<Integer> {

  static final String ONLY_BACKUPS =
      "nothing tells what is captured: this is what the backups tell";

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private PlaceOption place;

  @ArgGroup(exclusive = true)
  private @Nullable KeyOption key;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "leave out what was committed before")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "leave out what was committed after")
  private @Nullable String to;

  @Option(
      names = "--table",
      paramLabel = "SCHEMA.TABLE",
      description = "only what was done to this table")
  private @Nullable TableId table;

  @Mixin private JsonOption json;

  TimelineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ZoneId zone = MachineZone.of(console.environment());
    TimelineFilter filter =
        new TimelineFilter(
            time("--from", from, zone), time("--to", to, zone), Optional.ofNullable(table));
    boolean complete;
    try (TimelineOutput output =
        json.wanted()
            ? new TimelineJson(console.out(), name)
            : new TimelineText(console.out(), zone)) {
      complete = read(entry -> filter.narrowed(entry).ifPresent(output::print));
    }
    if (!complete) {
      console.note(ONLY_BACKUPS);
    }
    return ExitCode.OK;
  }

  /** Whether it is known what is newer than the backups. */
  private boolean read(Consumer<TimelineEntry> sink) {
    if (place.home().isPresent()) {
      return new ReadTimeline(place.home().get()).run(name, sink);
    }
    new ReadStoredTimeline(place.stored(key)).run(name, sink);
    return false;
  }

  private static Optional<Instant> time(String option, @Nullable String text, ZoneId zone) {
    try {
      return Optional.ofNullable(text).map(given -> PointInTime.parse(given, zone));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          option + ": " + e.getMessage(), "A time without zone is this machine's.");
    }
  }
}
