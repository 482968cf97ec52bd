package dev.tidemark.archive.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
      assertThat(rows(storage, (RestorePlan.Planned) plan))
          .as("at sequence %d", sequence)
          .isEqualTo(history.stateAt(sequence));
    }
  }

  private static Map<Integer, List<String>> rows(Storage storage, RestorePlan.Planned plan) {
    Map<Integer, List<String>> rows = new TreeMap<>();
    for (TablePlan table : plan.tables()) {
      for (TablePlan.PartitionPlan partition : table.partitions()) {
        try (TableScan scan =
            TableScan.open(storage, partition.runs(), plan.sequence(), table.truncated())) {
          while (scan.advance()) {
            RowSlice row = scan.row();
            String[] values =
                RowText.of(scan.schema()).decode(row.array(), row.offset(), row.length());
            List<String> before =
                rows.put(Integer.valueOf(values[0]), List.of(values[1], values[2]));
            assertThat(before).isNull();
          }
        }
      }
    }
    return rows;
  }
}
