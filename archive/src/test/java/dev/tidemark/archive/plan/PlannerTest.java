package dev.tidemark.archive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A plan")
class PlannerTest {

  private static final TimelineFacts NOTHING = new TimelineFacts(List.of(), List.of());

  /** 1: full at 3. 2: to 6. 3: to 9, which closes the chain. 4: full at 9. 5: to 12. */
  private final Backups two =
      new Backups().full(3).incremental(6).incremental(9).full(9).incremental(12);

  @ParameterizedTest
  @CsvSource({
    "2, before 3",
    "3, 1/base",
    "4, 1/base 2/delta 2/history",
    "6, 1/base 2/delta",
    "7, 1/base 2/delta 3/delta 3/history",
    "9, 4/base",
    "10, 4/base 5/delta 5/history",
    "12, 4/base 5/delta",
    "13, beyond 12"
  })
  @DisplayName("reads the newest chain that covers the sequence, and of it no more than needed")
  void plans(long sequence, String expected) {
    assertThat(plan(two.without(), NOTHING, sequence)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 1/base",
    "2, 7, damaged: the backup 20261122000006Z_000002_incremental is missing",
    "2, 9, 4/base",
    "3, 6, 1/base 2/delta",
    "3, 8, damaged: the backup 20261122000009Z_000003_incremental is missing",
    "1, 9, 4/base",
    "1, 5, damaged: the base is missing",
    "4, 10, damaged: the backup 20261122000009Z_000004_full is missing",
    "4, 9, 1/base 2/delta 3/delta"
  })
  @DisplayName("with a backup missing is refused where that backup is needed, and only there")
  void missing(int missing, long sequence, String expected) {
    assertThat(plan(two.without(missing), NOTHING, sequence)).startsWith(expected);
  }

  @Test
  @DisplayName("of nothing is beyond what there is; of incrementals alone is damage")
  void nothingToRestore() {
    assertThat(plan(List.of(), NOTHING, 5)).isEqualTo("beyond 0");
    assertThat(plan(two.without(1, 4), NOTHING, 2))
        .isEqualTo(
            "damaged: the base is missing: 20261122000006Z_000002_incremental follows"
                + " 20261122000003Z_000001_full, which is not there");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 1/base 2/delta 2/history",
    "6, across 5: lost",
    "9, 4/base",
    "10, 4/base 5/delta 5/history"
  })
  @DisplayName("does not go across a gap, but up to it and from a full after it")
  void gap(long sequence, String expected) {
    Gap gap = new Gap(Sequence.of(5), "lost", Backups.DAY);
    TimelineFacts facts =
        TimelineFacts.of(List.<TimelineEntry>of(gap).iterator(), Sequence.of(sequence));

    assertThat(plan(two.without(), facts, sequence)).isEqualTo(expected);
  }

  @Test
  @DisplayName("between two chains that do not meet is refused")
  void betweenChains() {
    Backups backups = new Backups().full(3).incremental(6).freshFull(9);

    assertThat(plan(backups.without(), NOTHING, 8))
        .isEqualTo("across 6: no backup has what came after it, up to a later full");
    assertThat(plan(backups.without(), NOTHING, 9)).isEqualTo("3/base");
  }

  @ParameterizedTest
  @CsvSource({
    "4, none, 1/base 2/delta 2/history",
    "5, 5/7, 2/delta 2/history",
    "6, 5/7, 2/delta",
    "8, 5/7, 2/delta 3/delta 3/history"
  })
  @DisplayName("leaves out what a TRUNCATE up to the sequence has killed")
  void truncate(long sequence, String truncated, String runs) {
    Backups backups = new Backups().full(3).truncating(6, ChangeId.of(5, 7)).incremental(9);

    RestorePlan plan = Planner.plan(Chains.of(backups.without()), NOTHING, Sequence.of(sequence));

    TablePlan table = ((RestorePlan.Planned) plan).tables().get(0);
    assertThat(table.truncated().map(ChangeId::toString).orElse("none")).isEqualTo(truncated);
    assertThat(shown(plan)).isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "4, 3", "5, 4", "6, 3"})
  @DisplayName("has each table as it was defined at the sequence")
  void definition(long sequence, int columns) {
    // Given a column that came at 5 and was gone again at the backup's end.
    Defined wider = new Defined(Sequence.of(5), Notes.WIDER_DEFINITION);
    TimelineFacts facts =
        TimelineFacts.of(List.<TimelineEntry>of(wider).iterator(), Sequence.of(sequence));

    RestorePlan plan = Planner.plan(Chains.of(two.without()), facts, Sequence.of(sequence));

    TablePlan table = ((RestorePlan.Planned) plan).tables().get(0);
    assertThat(table.definition().columns()).hasSize(columns);
  }

  @Test
  @DisplayName("remembers what rows older than a column have for it when the source forgets it")
  void missing() {
    // Given a column that came with a default, and after it a definition read of a table rewritten.
    Defined came = new Defined(Sequence.of(4), Notes.definition(Notes.RELATION, mood("calm")));
    Defined forgotten = new Defined(Sequence.of(5), Notes.definition(Notes.RELATION, mood(null)));
    TimelineFacts facts = new TimelineFacts(List.of(), List.of(came, forgotten));

    RestorePlan plan = Planner.plan(Chains.of(two.without()), facts, Sequence.of(5));

    TablePlan table = ((RestorePlan.Planned) plan).tables().get(0);
    assertThat(table.definition()).isEqualTo(came.definition());
  }

  private static Column mood(String missing) {
    return Notes.text(4, "mood", missing);
  }

  @Test
  @DisplayName(
      "needs the timelines up to the sequence, and that of the backup a full was merged up to")
  void timelines() {
    Chains chains = Chains.of(two.without());

    assertThat(ordinals(chains, 5)).isEqualTo("1 2");
    assertThat(ordinals(chains, 9)).isEqualTo("3 4");
    assertThat(ordinals(chains, 10)).isEqualTo("3 4 5");
    assertThat(ordinals(chains, 99)).isEmpty();
  }

  private static String ordinals(Chains chains, long sequence) {
    return Planner.timelines(chains, Sequence.of(sequence)).stream()
        .map(backup -> Integer.toString(backup.id().ordinal()))
        .collect(Collectors.joining(" "));
  }

  private static String plan(List<ManifestFile> backups, TimelineFacts facts, long sequence) {
    return shown(Planner.plan(Chains.of(backups), facts, Sequence.of(sequence)));
  }

  private static String shown(RestorePlan plan) {
    if (plan instanceof RestorePlan.Planned planned) {
      return planned.runs().stream()
          .map(StoredRun::path)
          .map(path -> path.replace("shop/data/", ""))
          .collect(Collectors.joining(" "));
    } else if (plan instanceof RestorePlan.BeforeHistory before) {
      return "before " + before.first();
    } else if (plan instanceof RestorePlan.BeyondHistory beyond) {
      return "beyond " + beyond.last();
    } else if (plan instanceof RestorePlan.AcrossGap gap) {
      return "across " + gap.after() + ": " + gap.reason();
    }
    return "damaged: " + ((RestorePlan.Damaged) plan).damage().message();
  }
}
