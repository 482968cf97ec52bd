package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.Readings;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Learns along a backup's timeline where tables are not known, and where they are being read. */
final class Windows {

  private final SortedMap<TableId, ObscuredWindow> open = new TreeMap<>();
  private final List<ObscuredWindow> closed = new ArrayList<>();
  private final Readings readings = new Readings();

  /**
   * @param before the windows that are open at the backup's start
   */
  Windows(List<ObscuredWindow> before) {
    before.forEach(window -> open.put(window.table(), window));
  }

  void accept(TimelineEntry entry) {
    if (entry instanceof Obscured obscured) {
      ObscuredWindow known = open.get(obscured.table());
      if (known == null || !known.isJoining()) {
        Sequence after = known == null ? obscured.after() : known.after();
        open.put(
            obscured.table(), new ObscuredWindow(obscured.table(), after, null, obscured.reason()));
      }
    } else if (entry instanceof ReadStarted started) {
      // Read without having been lost: it comes into the collection.
      open.computeIfAbsent(
          started.table(),
          table -> new ObscuredWindow(table, started.sequence().previous(), null, null));
      readings.begin(started.table(), started.sequence());
    } else if (entry instanceof Cleared cleared) {
      if (!open.containsKey(cleared.table())) {
        throw new InconsistentLogException(
            "The timeline says that "
                + cleared.table()
                + " is known again from sequence "
                + cleared.sequence()
                + " on, and not since when it was not.");
      }
      end(cleared.table(), cleared.sequence());
    } else if (entry instanceof Removed removed && open.containsKey(removed.table())) {
      end(removed.table(), removed.sequence());
    }
  }

  private void end(TableId table, Sequence until) {
    ObscuredWindow window = open.remove(table);
    // One that begins and ends at the same sequence hides nothing.
    if (window != null && until.isAfter(window.after())) {
      closed.add(window.endingAt(until));
    }
    readings.end(table, until);
  }

  /** All of them, in the order of their beginnings and tables. */
  List<ObscuredWindow> found() {
    List<ObscuredWindow> all = new ArrayList<>(closed);
    all.addAll(open.values());
    all.sort(Comparator.comparing(ObscuredWindow::after).thenComparing(ObscuredWindow::table));
    return all;
  }

  Readings readings() {
    return readings;
  }
}
