package dev.tidemark.archive.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.merge.NoteHistory.RowVersion;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Erasure against a model that is a map without the keys. */
class RandomErasureTest {

  /** The number of {@link NoteHistory} that deletes a key which is there. */
  private static final int DELETE = 6;

  @Property(tries = 15)
  @Label("A restore at any sequence is the table as it was then, without the rows that were erased")
  void withoutThem(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 999) Integer> changes,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(max = 9) Integer> cuts,
      @ForAll @Size(min = 1, max = 3) Set<@IntRange(max = 5) Integer> chosen) {
    NoteHistory history = history(changes, chosen);
    NoteArchive notes = new NoteArchive(history, cuts, new MemoryStorage());
    Set<Integer> inBackups = notes.keysAmong(chosen);

    ErasureReport report =
        NoteArchive.erase(notes.storage, NoteMatch.ids(chosen.toArray(Integer[]::new)));

    assertThat(report.keys()).isEqualTo(inBackups.size());
    notes.assertIsWithout(inBackups);
    notes.assertIsWhole();
    notes.assertHasNothingOf(inBackups);
    assertThat(NoteArchive.erase(notes.storage, NoteMatch.ids(chosen.toArray(Integer[]::new))))
        .matches(again -> again.keys() == 0 && again.generation().isEmpty());
  }

  @Property(tries = 15)
  @Label("A key of which only the deletion is left goes as well")
  void thinned(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 999) Integer> changes,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(max = 9) Integer> cuts,
      @ForAll @Size(min = 1, max = 3) Set<@IntRange(max = 5) Integer> chosen) {
    NoteHistory history = history(changes, chosen);
    NoteArchive notes = new NoteArchive(history, cuts, new MemoryStorage());
    RetentionPlan unused =
        Retention.apply(
            notes.archive(),
            new RetentionPolicy(Optional.empty(), Optional.of(Duration.ZERO)),
            Backups.time(history.last()));
    Set<Integer> inBackups = notes.keysAmong(chosen);

    ErasureReport report =
        NoteArchive.erase(notes.storage, NoteMatch.ids(chosen.toArray(Integer[]::new)));

    assertThat(report.keys()).isEqualTo(inBackups.size());
    assertThat(notes.rows(history.last())).isEqualTo(notes.without(history.last(), inBackups));
    notes.assertIsWhole();
    notes.assertHasNothingOf(inBackups);
  }

  @Property(tries = 15)
  @Label("A value that a change left unchanged is found in the version that has it")
  void byValuesThatWereNotSent(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 999) Integer> changes,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(max = 9) Integer> cuts,
      @ForAll @IntRange(max = 5) int chosen,
      @ForAll @IntRange(max = 999) int which) {
    NoteHistory history = history(changes, Set.of(chosen));
    NoteArchive notes = new NoteArchive(history, cuts, new MemoryStorage());
    List<String> bodies =
        history.versions().stream()
            .filter(version -> version.key() == chosen && !version.values().isEmpty())
            .map(version -> version.values().get(1))
            .toList();
    Set<String> body = bodies.isEmpty() ? Set.of() : Set.of(bodies.get(which % bodies.size()));
    Set<Integer> matched = hasRow(notes, chosen, body) ? Set.of(chosen) : Set.of();

    ErasureReport report = NoteArchive.erase(notes.storage, NoteMatch.bodies(body));

    assertThat(report.keys()).isEqualTo(matched.size());
    assertThat(report.tables().get(0).untold()).isZero();
    notes.assertIsWithout(matched);
    notes.assertIsWhole();
    notes.assertHasNothingOf(matched);
  }

  @Property(tries = 5)
  @Label("Rows that are there still are not erased, nor is anything with them")
  void alive(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 999) Integer> changes,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(max = 9) Integer> cuts) {
    NoteHistory history = NoteHistory.of(changes);
    NoteArchive notes = new NoteArchive(history, cuts, new MemoryStorage());
    Set<String> before = notes.paths();
    int rows = history.stateAt(history.last()).size();
    NoteMatch all = NoteMatch.ids(0, 1, 2, 3, 4, 5);

    if (rows > 0) {
      assertThatThrownBy(() -> NoteArchive.erase(notes.storage, all))
          .isInstanceOf(ErasureException.class)
          .hasMessageStartingWith(
              rows
                  + (rows == 1 ? " row" : " rows")
                  + " of public.notes that would be erased "
                  + (rows == 1 ? "is" : "are")
                  + " there still, at the end of ");
      assertThat(notes.paths()).isEqualTo(before);
    }
  }

  /** What happens to be there of some keys at the end is deleted there. */
  private static NoteHistory history(List<Integer> changes, Set<Integer> dead) {
    List<Integer> all = new ArrayList<>(changes);
    for (int key : dead) {
      NoteHistory soFar = NoteHistory.of(all);
      if (soFar.stateAt(soFar.last()).containsKey(key)) {
        all.add(DELETE + key);
      }
    }
    return NoteHistory.of(all);
  }

  private static boolean hasRow(NoteArchive notes, int key, Set<String> bodies) {
    List<String> first = notes.history.stateAt(notes.first).get(key);
    return (first != null && bodies.contains(first.get(1)))
        || changes(notes, key).stream()
            .anyMatch(
                version -> !version.values().isEmpty() && bodies.contains(version.values().get(1)));
  }

  private static List<RowVersion> changes(NoteArchive notes, int key) {
    return notes.history.versions().stream()
        .filter(version -> version.key() == key && version.sequence() > notes.first)
        .toList();
  }
}
