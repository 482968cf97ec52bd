package dev.tidemark.app.cli;

import dev.tidemark.app.output.Text;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** A timeline for people: a line an entry. */
final class TimelineText implements TimelineOutput {

  private final PrintStream out;
  private final ZoneId zone;
  private boolean headed;

  TimelineText(PrintStream out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  @Override
  public void print(TimelineEntry entry) {
    if (!headed) {
      line("sequence", "time", "transaction", "position", "changes");
      headed = true;
    }
    if (entry instanceof Commit commit) {
      line(
          commit.sequence().toString(),
          time(commit.time()),
          commit.transaction().value(),
          commit.position().value(),
          commit.tables().stream().map(TimelineText::changes).collect(Collectors.joining(", ")));
    } else if (entry instanceof Truncated truncated) {
      beside(truncated, "", "TRUNCATE of " + truncated.table());
    } else if (entry instanceof Defined defined) {
      beside(defined, "", "definition of " + defined.definition().id());
    } else if (entry instanceof Marked marked) {
      beside(marked, time(marked.time()), "marker " + marked.name());
    } else if (entry instanceof Gap gap) {
      beside(gap, time(gap.time()), "GAP: " + gap.reason());
    } else if (entry instanceof SnapshotStarted started) {
      beside(started, time(started.time()), "snapshot began");
    } else {
      printTable(entry);
    }
  }

  private void printTable(TimelineEntry entry) {
    if (entry instanceof Obscured obscured) {
      String since = obscured.table() + " not known after " + obscured.after();
      beside(obscured, "", since + ": " + obscured.reason());
    } else if (entry instanceof ReadStarted started) {
      beside(started, "", "reading of " + started.table() + " began");
    } else if (entry instanceof Cleared cleared) {
      beside(cleared, "", cleared.table() + " known again");
    } else if (entry instanceof Removed removed) {
      beside(removed, "", removed.table() + " removed: " + removed.reason());
    }
  }

  private static String changes(TableChanges changes) {
    StringBuilder text = new StringBuilder(changes.table().toString());
    count(text, '+', changes.inserts());
    count(text, '~', changes.updates());
    count(text, '-', changes.deletes());
    if (changes.truncates() > 0) {
      text.append(" truncated");
    }
    return text.toString();
  }

  private static void count(StringBuilder text, char sign, long number) {
    if (number > 0) {
      text.append(' ').append(sign).append(number);
    }
  }

  private void beside(TimelineEntry entry, String time, String what) {
    line(entry.sequence().toString(), time, "", "", what);
  }

  private String time(Instant time) {
    return Text.time(time, zone);
  }

  private void line(
      String sequence, String time, String transaction, String position, String what) {
    out.print(
        String.format(
            Locale.ROOT,
            "%10s  %-32s  %-12s  %-14s  %s%n",
            sequence,
            time,
            transaction,
            position,
            what));
  }

  @Override
  public void close() {
    out.flush();
  }
}
