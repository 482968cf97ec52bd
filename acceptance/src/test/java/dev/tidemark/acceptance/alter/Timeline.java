package dev.tidemark.acceptance.alter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.alter.Alteration.Effect;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A collection's timeline as {@code timeline --json} prints it, read as the documentation says. */
final class Timeline {

  /**
   * Where a table is not known.
   *
   * @param until the first sequence behind it; {@link Long#MAX_VALUE} while it is open
   */
  record Window(long after, long until) {

    boolean covers(long sequence) {
      return sequence > after && sequence < until;
    }
  }

  private final NavigableMap<Long, String> commits = new TreeMap<>();
  private final Map<String, List<Window>> windows = new HashMap<>();
  private final Map<String, Long> removed = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private final long first;

  private Timeline(long first) {
    this.first = first;
  }

  static Timeline of(BackupCollection collection) {
    JsonNode show = collection.show();
    Timeline timeline =
        new Timeline(show.path("restorable").path("from").path("sequence").asLong());
    JsonNode printed = collection.home().run("timeline", collection.name(), "--json").json();
    printed.path("entries").forEach(timeline::add);
    return timeline;
  }

  private void add(JsonNode entry) {
    String table = entry.path("table").asText();
    long sequence = entry.path("sequence").asLong();
    switch (entry.path("type").asText()) {
      case "commit" -> commits.put(sequence, entry.path("transaction").asText());
      case "obscured" -> obscure(table, entry.path("after").asLong());
      case "reading" -> read.add(table);
      case "cleared" -> clear(table, sequence);
      case "removed" -> {
        removed.put(table, sequence);
        clear(table, sequence);
      }
      default -> {}
    }
  }

  private void obscure(String table, long after) {
    List<Window> known = windows.computeIfAbsent(table, unseen -> new ArrayList<>());
    if (known.isEmpty() || known.get(known.size() - 1).until() < Long.MAX_VALUE) {
      known.add(new Window(after, Long.MAX_VALUE));
    }
  }

  private void clear(String table, long until) {
    List<Window> known = windows.getOrDefault(table, List.of());
    if (!known.isEmpty() && known.get(known.size() - 1).until() == Long.MAX_VALUE) {
      known.set(known.size() - 1, new Window(known.get(known.size() - 1).after(), until));
    }
  }

  long first() {
    return first;
  }

  long last() {
    return commits.lastKey();
  }

  boolean isRead(TableId table) {
    return read.contains(table.toString());
  }

  List<Window> windows(TableId table) {
    return windows.getOrDefault(table.toString(), List.of());
  }

  /** Whether what has to become of a table has, and nothing is open. */
  boolean isSettled(TableId table, Effect effect) {
    boolean isDone =
        switch (effect) {
          case KNOWN -> true;
          case READ_AGAIN -> isRead(table);
          case REMOVED -> removed.containsKey(table.toString());
        };
    return isDone && windows(table).stream().allMatch(each -> each.until() < Long.MAX_VALUE);
  }

  /** Those of the tables that are known at a sequence. */
  List<TableId> known(long sequence, List<TableId> tables) {
    return tables.stream()
        .filter(table -> sequence < removed.getOrDefault(table.toString(), Long.MAX_VALUE))
        .filter(table -> windows(table).stream().noneMatch(each -> each.covers(sequence)))
        .toList();
  }

  /**
   * How many of these transactions were committed up to a sequence at least: those that changed
   * only a table that was not known are not on the timeline.
   */
  int fewestUpTo(long sequence, List<String> transactions) {
    return commits.headMap(sequence, true).values().stream()
            .mapToInt(transactions::indexOf)
            .max()
            .orElse(-1)
        + 1;
  }

  /** How many at most. */
  int mostUpTo(long sequence, List<String> transactions) {
    return commits.tailMap(sequence, false).values().stream()
        .mapToInt(transactions::indexOf)
        .filter(index -> index >= 0)
        .min()
        .orElse(transactions.size());
  }

  boolean isOf(long sequence, List<String> transactions) {
    return transactions.contains(commits.getOrDefault(sequence, ""));
  }

  /** Those of the tables of which a window begins after or ends at a sequence. */
  List<TableId> edgedAt(long sequence, List<TableId> tables) {
    return tables.stream()
        .filter(
            table ->
                windows(table).stream()
                    .anyMatch(each -> each.after() == sequence || each.until() == sequence))
        .toList();
  }

  /** The last sequence before each window and the first behind it. */
  Set<Long> edges() {
    Set<Long> edges = new TreeSet<>();
    for (List<Window> each : windows.values()) {
      for (Window window : each) {
        edges.add(window.after());
        edges.add(window.until());
      }
    }
    return edges;
  }
}
