package dev.tidemark.archive.merge;

import dev.tidemark.archive.Notes;
import dev.tidemark.schemas.change.ChangeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened to {@link Notes}, made from numbers, and how the table was after each sequence. */
public final class NoteHistory {

  private static final int KEYS = 6;

  /**
   * One change of one row.
   *
   * @param title null when the row was deleted; {@link Notes#SAME} when the change left it
   */
  record Change(ChangeId id, int key, @Nullable String title, @Nullable String body) {
    boolean isDelete() {
      return title == null;
    }
  }

  private final List<Change> changes = new ArrayList<>();

  /**
   * A row as a change left it.
   *
   * @param values none when it was deleted
   */
  public record RowVersion(long sequence, int key, List<String> values) {}

  private final List<RowVersion> versions = new ArrayList<>();
  private final List<ChangeId> truncates = new ArrayList<>();
  private final List<Map<Integer, List<String>>> states = new ArrayList<>();
  private final Map<Integer, List<String>> state = new TreeMap<>();
  private long sequence = 1;
  private long order;

  public static NoteHistory of(List<Integer> numbers) {
    NoteHistory history = new NoteHistory();
    history.states.add(Map.of());
    numbers.forEach(history::happen);
    history.commit();
    return history;
  }

  List<Change> changes() {
    return changes;
  }

  List<ChangeId> truncates() {
    return truncates;
  }

  /** Every row as every change left it, in their order. */
  public List<RowVersion> versions() {
    return versions;
  }

  public long last() {
    return states.size() - 1L;
  }

  public Map<Integer, List<String>> stateAt(long at) {
    return states.get((int) at);
  }

  /** One digit says which row, one what happens to it, one whether its transaction ends here. */
  private void happen(int number) {
    int key = number % KEYS;
    int what = number / KEYS % 12;
    String text = "text " + changes.size();
    ChangeId id = ChangeId.of(sequence, order++);
    if (what == 0) {
      truncates.add(id);
      state.clear();
    } else if (!state.containsKey(key)) {
      change(id, key, text, "body " + text);
    } else if (what < 3) {
      changes.add(new Change(id, key, null, null));
      versions.add(new RowVersion(sequence, key, List.of()));
      state.remove(key);
    } else if (what < 7) {
      change(id, key, text, Notes.SAME);
    } else if (what < 9) {
      change(id, key, Notes.SAME, text);
    } else {
      change(id, key, text, "body " + text);
    }
    if (number % 3 > 0) {
      commit();
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void change(ChangeId id, int key, String title, String body) {
    changes.add(new Change(id, key, title, body));
    List<String> before = state.getOrDefault(key, List.of("", ""));
    state.put(
        key,
        List.of(
            title == Notes.SAME ? before.get(0) : title,
            body == Notes.SAME ? before.get(1) : body));
    versions.add(new RowVersion(sequence, key, state.get(key)));
  }

  private void commit() {
    states.add(new TreeMap<>(state));
    sequence++;
    order = 0;
  }
}
