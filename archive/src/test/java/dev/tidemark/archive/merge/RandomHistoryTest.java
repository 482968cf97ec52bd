package dev.tidemark.archive.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Plan and merge against a model that is a map: whatever happened, and wherever it was cut into
 * backups, every sequence from the first full on comes back.
 */
class RandomHistoryTest {

  @Property(tries = 100)
  @Label("Every sequence of every history, however it was cut into backups, comes back as it was")
  void everySequenceComesBack(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 999) Integer> changes,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(max = 9) Integer> cuts) {
    NoteHistory history = NoteHistory.of(changes);
    MemoryStorage storage = new MemoryStorage();
    Archive archive = Archive.open(storage, NoteRuns.SHOP);
    NoteBackups backups = new NoteBackups(archive, history);
    backups.take(cuts);
    Chains chains = Chains.of(archive.manifests());
    assertThat(chains.damages()).isEmpty();

    for (long sequence = backups.first(); sequence <= history.last(); sequence++) {
      RestorePlan plan =
          Planner.plan(chains, new TimelineFacts(List.of(), List.of()), Sequence.of(sequence));

      assertThat(plan).isInstanceOf(RestorePlan.Planned.class);
      assertThat(NoteRestore.rows(storage, (RestorePlan.Planned) plan))
          .as("at sequence %d", sequence)
          .isEqualTo(history.stateAt(sequence));
    }
  }
}
