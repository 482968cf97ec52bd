package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.oracle.ArchivedStates;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** One collection's backups, as they are now, held against what its source was. */
final class Comparison {

  private final ArchivedStates states;
  private final Stretch stretch;
  private final History history;
  private final Counts counts;
  private final SortedMap<Long, Commit> commits;

  /** By sequence, the place in the history. */
  private final NavigableMap<Long, Integer> places = new TreeMap<>();

  /**
   * @param stretch of whose history nothing is still to come that is in the backups
   */
  Comparison(Path storage, String collection, Stretch stretch, Counts counts) {
    this.states = new ArchivedStates(storage, collection);
    this.stretch = stretch;
    this.history = stretch.history();
    this.counts = counts;
    this.commits = states.commits().subMap(stretch.first(), stretch.last() + 1);
  }

  long changes() {
    return commits.values().stream().mapToLong(Commit::changes).sum();
  }

  /** Every transaction is there once, in its order, and none that nobody made. */
  void compareTimeline() {
    int before = 0;
    for (Commit commit : commits.values()) {
      OptionalInt place = history.place(commit.transaction().value());
      if (place.isPresent()) {
        if (!places.isEmpty()) {
          requireNoneBetween(before, place.getAsInt(), commit);
        }
        before = place.getAsInt();
        places.put(commit.sequence().value(), before);
      } else if (!isOwn(commit)) {
        counts.difference("nobody made " + commit);
      }
    }
    counts.add("transactions held against their timeline", places.size());
  }

  private void requireNoneBetween(int before, int place, Commit commit) {
    if (place <= before) {
      counts.difference(commit + " is number " + place + ", and stands behind " + before);
    }
    for (int missing = before + 1; missing < place; missing++) {
      requireNotLost(missing, "before " + commit);
    }
  }

  /** One that changed nothing but a table that was not known then need not be there. */
  private void requireNotLost(int missing, String where) {
    History.Moment moment = history.at(missing);
    if (!moment.tables().equals(List.of(ChangingTable.ID))) {
      counts.difference(
          "lost: number %d, %s, which changed %s; %s"
              .formatted(missing, moment.transaction(), moment.tables(), where));
    }
  }

  /** By Tidemark: the first reading, or a table read again. */
  private static boolean isOwn(Commit commit) {
    return commit.transaction().equals(TransactionId.SNAPSHOT)
        || commit.tables().stream().map(TableChanges::table).allMatch(ChangingTable.ID::equals);
  }

  /** The backups reach up to the end of the history. */
  void requireAll() {
    int last = places.isEmpty() ? 0 : places.lastEntry().getValue();
    for (int missing = last + 1; missing <= history.size(); missing++) {
      requireNotLost(missing, "at the end");
    }
  }

  /** What can be restored; none when nothing can. */
  List<Long> sequences() {
    List<Long> sequences = new ArrayList<>();
    states
        .history()
        .ifPresent(
            known -> {
              long last = Math.min(known.last().sequence().value(), stretch.last());
              long first = Math.max(known.first().sequence().value(), stretch.first());
              for (long each = first; each <= last; each++) {
                sequences.add(each);
              }
            });
    return sequences;
  }

  void compare(long sequence) {
    counts.add("restores compared", 1);
    RestorePlan plan = states.plan(Sequence.of(sequence));
    if (!(plan instanceof RestorePlan.Planned planned)) {
      counts.difference("no restore at " + sequence + ": " + plan);
      return;
    }
    State restored = states.at(planned);
    for (TableId table : Sessions.tables()) {
      if (planned.obscured().stream().anyMatch(window -> window.table().equals(table))) {
        counts.add("tables refused, for it is not known what they were", 1);
      } else {
        compare(sequence, table, restored(planned, restored, table));
      }
    }
  }

  private static List<String> restored(RestorePlan.Planned plan, State state, TableId table) {
    if (!table.equals(ChangingTable.ID)) {
      return state.of(table);
    }
    return plan.tables().stream()
        .map(TablePlan::definition)
        .filter(definition -> definition.id().equals(table))
        .map(definition -> ChangingTable.content(columns(definition.columns()), state.of(table)))
        .findFirst()
        .orElse(List.of("not there"));
  }

  private void compare(long sequence, TableId table, List<String> restored) {
    List<List<String>> possible = possible(sequence, table);
    if (!possible.contains(restored)) {
      counts.difference(
          "%s at %d (%s): %s"
              .formatted(
                  table,
                  sequence,
                  commits.get(sequence),
                  Difference.between(possible.get(0), restored)));
    }
  }

  /** Right after a transaction it is known; between two it may be before or after an alteration. */
  private List<List<String>> possible(long sequence, TableId table) {
    Integer exactly = places.get(sequence);
    if (exactly != null) {
      return List.of(history.at(exactly).after().getOrDefault(table, List.of()));
    }
    NavigableMap<Long, Integer> later = places.tailMap(sequence, false);
    int most = later.isEmpty() ? history.size() : later.firstEntry().getValue() - 1;
    NavigableMap<Long, Integer> earlier = places.headMap(sequence, false);
    int fewest = earlier.isEmpty() ? 0 : earlier.lastEntry().getValue();
    // Before the first one that is known, the tables were as it found them.
    boolean isFirst = earlier.isEmpty() && !later.isEmpty();
    int from = isFirst && !table.equals(ChangingTable.ID) ? most : fewest;
    List<List<String>> possible = new ArrayList<>();
    for (int place = from; place <= most; place++) {
      possible.addAll(history.at(place).contents(table));
    }
    return possible;
  }

  /** The stored columns that a definition has. */
  private static List<String> columns(List<Column> columns) {
    return columns.stream()
        .filter(Column::isStored)
        .map(column -> column.name() + " " + column.type())
        .toList();
  }
}
