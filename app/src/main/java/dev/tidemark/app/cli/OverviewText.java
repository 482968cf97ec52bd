package dev.tidemark.app.cli;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.Overview.Capture;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.output.Table;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collections as {@code show} prints them for people. */
final class OverviewText {

  private static final String MOVES_WHEN = ", once nobody writes to or alters them";

  private final Console console;
  private final ZoneId zone;

  OverviewText(Console console) {
    this.console = console;
    this.zone = MachineZone.of(console.environment());
  }

  void print(List<Overview> overviews) {
    for (Overview overview : overviews) {
      print(overview);
    }
  }

  private void print(Overview overview) {
    console.say(overview.name() + ": " + overview.capture().map(this::state).orElse("backups"));
    overview
        .capture()
        .flatMap(capture -> Optional.ofNullable(capture.status().error()))
        .ifPresent(error -> console.say("  error       " + error));
    overview
        .capture()
        .flatMap(capture -> Optional.ofNullable(capture.status().warning()))
        .ifPresent(warning -> console.say("  WARNING     " + warning));
    overview
        .capture()
        .flatMap(capture -> Optional.ofNullable(capture.status().kafkaWarning()))
        .ifPresent(warning -> console.say("  WARNING     " + warning));
    console.say("  source      " + overview.source().orElse("not known"));
    console.say(
        "  tables      "
            + overview.tables().stream().map(TableId::toString).collect(Collectors.joining(", ")));
    overview.capture().ifPresent(capture -> printTables(capture.status()));
    overview
        .capture()
        .map(Capture::status)
        .filter(status -> status.state() == CollectionState.STREAMING)
        .ifPresent(status -> printMoves(overview.tables(), status.members()));
    console.say("  storage     " + overview.storage());
    overview
        .capture()
        .flatMap(Capture::to)
        .ifPresent(place -> console.say("  captured    to " + text(place)));
    overview
        .capture()
        .flatMap(capture -> Optional.ofNullable(capture.status().retainedBytes()))
        .ifPresent(bytes -> console.say("  source log  " + Text.size(bytes) + " kept for capture"));
    console.say(
        "  restorable  "
            + overview
                .restorable()
                .map(
                    window ->
                        "from " + text(window.from()) + "\n              to " + text(window.to()))
                .orElseGet(() -> nothing(overview)));
    overview
        .gaps()
        .forEach(
            gap ->
                console.say(
                    "  GAP         after "
                        + text(gap.from())
                        + "\n              before "
                        + text(gap.to())));
    overview
        .damages()
        .forEach(damage -> console.say("  DAMAGE      " + damage.message() + ". " + damage.hint()));
    overview
        .backupFailure()
        .ifPresent(
            failure ->
                console.say(
                    "  NO BACKUP   since "
                        + Text.time(Instant.parse(failure.since()), zone)
                        + ": "
                        + failure.problem()));
    drill(overview);
    if (!overview.backups().isEmpty()) {
      backups(overview.backups());
    }
    console.say("");
  }

  private static String nothing(Overview overview) {
    return overview.damages().isEmpty()
        ? "nothing yet; take a backup: `tidemark backup " + overview.name() + "`"
        : "nothing that can be read";
  }

  /** Tables come and go when nobody writes to them or alters them. */
  private void printMoves(List<TableId> wanted, @Nullable List<String> members) {
    if (members == null || members.isEmpty()) {
      return;
    }
    List<String> names = wanted.stream().map(TableId::toString).toList();
    List<String> coming = names.stream().filter(name -> !members.contains(name)).toList();
    List<String> going = members.stream().filter(name -> !names.contains(name)).toList();
    if (!coming.isEmpty()) {
      console.say("  to come     " + String.join(", ", coming) + MOVES_WHEN);
    }
    if (!going.isEmpty()) {
      console.say("  to go       " + String.join(", ", going) + MOVES_WHEN);
    }
  }

  private void printTables(CollectionStatus status) {
    if (status.unread() != null && !status.unread().isEmpty()) {
      console.say("  being read  " + String.join(", ", status.unread()));
    }
    if (status.unprotected() != null) {
      status.unprotected().forEach(why -> console.say("  NOT IN IT   " + why));
    }
  }

  private String state(Capture capture) {
    String state = capture.status().state().word();
    return switch (capture.status().state()) {
      case SNAPSHOTTING ->
          state + ", " + Text.count(capture.status().snapshotRows(), "row") + " so far";
      case STREAMING ->
          state + capture.lag().map(lag -> ", " + Text.length(lag) + " behind").orElse("");
      case GAP, STOPPED -> state;
    };
  }

  private String text(Place place) {
    return Text.time(place.time(), zone) + " (sequence " + place.sequence() + ")";
  }

  /** The backups of a collection alone, and what is wrong with them. */
  void printBackups(Overview overview) {
    overview
        .damages()
        .forEach(damage -> console.say("  DAMAGE      " + damage.message() + ". " + damage.hint()));
    if (overview.backups().isEmpty()) {
      console.say("collection " + overview.name() + " has no backups");
    } else {
      backups(overview.backups());
    }
    drill(overview);
  }

  private void drill(Overview overview) {
    overview
        .lastDrill()
        .ifPresent(
            drill ->
                console.say(
                    "  last drill  "
                        + Text.time(drill.ended(), zone)
                        + ", "
                        + DrillOutput.words(drill)));
  }

  private void backups(List<Manifest> backups) {
    Table table = new Table("  backup", "from", "to", "rows", "size", "made");
    for (Manifest backup : backups) {
      table.add(
          "  " + backup.id(),
          backup.from().sequence().toString(),
          backup.to().sequence().toString(),
          Text.count(backup.rows()),
          Text.size(backup.bytes()),
          Text.time(backup.created(), zone));
    }
    table.print(console.out());
  }
}
