package dev.tidemark.app.cli;

import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.output.Table;
import dev.tidemark.app.output.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;

/** Operations for people. */
final class OperationText {

  private final Console console;
  private final ZoneId zone;

  OperationText(Console console) {
    this.console = console;
    this.zone = MachineZone.of(console.environment());
  }

  void print(List<OperationStatus> operations) {
    if (operations.isEmpty()) {
      console.say("no operations");
      return;
    }
    Table table =
        new Table("operation", "what", "state", "done", "per second", "took", "by", "result");
    for (OperationStatus status : operations) {
      table.add(
          status.id(),
          status.what(),
          status.state().word(),
          done(status),
          Text.count(status.perSecond()),
          took(status),
          status.startedBy(),
          status.result() == null ? "" : status.result());
    }
    table.print(console.out());
  }

  void print(OperationStatus status) {
    console.say(status.id() + ": " + status.what() + " of " + status.collection());
    console.say("  state       " + status.state().word());
    console.say("  started     " + time(status.began()) + " by " + status.startedBy());
    console.say("  process     " + status.pid());
    console.say("  step        " + status.step() + " " + done(status));
    console.say("  throughput  " + Text.count(status.perSecond()) + " per second");
    String ended = status.ended();
    if (ended != null) {
      console.say("  ended       " + time(ended) + ", after " + took(status));
    }
    if (status.result() != null) {
      console.say("  result      " + status.result());
    }
  }

  /** Of what is over, how much of its last step was done says nothing any more. */
  private static String done(OperationStatus status) {
    OptionalInt percentage = status.percentage();
    if (percentage.isPresent()) {
      return status.state() == OperationState.RUNNING
          ? percentage.getAsInt() + " % of " + status.step()
          : percentage.getAsInt() + " %";
    }
    return status.state() == OperationState.RUNNING ? status.step() : "";
  }

  private static String took(OperationStatus status) {
    return status.state() == OperationState.KILLED ? "" : Text.length(status.lasted(Instant.now()));
  }

  private String time(String iso) {
    return Text.time(Instant.parse(iso), zone);
  }
}
