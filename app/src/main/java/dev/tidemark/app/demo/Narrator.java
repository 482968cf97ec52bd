package dev.tidemark.app.demo;

import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.restorer.RestoreReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells the demo's story: what is done, why, with which command, and what came of it. */
public final class Narrator {

  private static final int WIDTH = 92;

  private final Console console;
  private int steps;

  public Narrator(Console console) {
    this.console = console;
  }

  void step(String title, String explanation) {
    steps++;
    console.say("");
    console.say(steps + ". " + title);
    wrapped(explanation).forEach(line -> console.say("   " + line));
  }

  /** The command a person would have typed. */
  void command(String command) {
    console.say("   $ " + command);
  }

  void fact(String fact) {
    console.say(fact.isEmpty() ? "" : "     " + fact);
  }

  void backup(Manifest backup) {
    fact(
        backup.id()
            + ": "
            + Text.count(backup.rows(), "row")
            + " in "
            + Text.size(backup.bytes())
            + ", up to sequence "
            + backup.to().sequence());
  }

  void restored(RestoreReport report) {
    fact("restored to sequence " + report.point().sequence() + ", verified row by row on the way:");
    if (report.outcome() instanceof RestoreReport.Restored restored) {
      restored
          .tables()
          .forEach((table, sum) -> fact("  " + table + ": " + Text.count(sum.rows(), "row")));
    }
  }

  void end(boolean same, Duration length) {
    console.say("");
    console.say(
        same
            ? "Everything is as it was. (" + Text.length(length) + ")"
            : "Something differs: that is a fault of tidemark, please report it.");
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
