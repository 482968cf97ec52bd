package dev.tidemark.archive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.History;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A restore point")
class ResolverTest {

  private static final long FIRST = 10;
  private static final long LAST = 14;

  /** The clock runs back between 12 and 13; the number 501 is given twice. */
  private final Story story =
      new Story()
          .commit(10, "snapshot", 10, 100)
          .commit(11, "501", 20, 110)
          .commit(12, "502", 30, 110)
          .marked(12, "friday")
          .commit(13, "503", 15, 130)
          .commit(14, "501", 31, 140);

  @ParameterizedTest
  @CsvSource({
    "9, before",
    "10, 10", // a commit at T itself counts
    "15, 10", // 11 is after 15, though 13 is not
    "19, 10",
    "20, 11",
    "30, 13", // 13 was committed with an earlier time, after 12 in the log
    "31, beyond" // the archive ends at second 14
  })
  @DisplayName("at a time means all before the first commit, in log order, that is after it")
  void atTime(long second, String expected) {
    assertThat(outcome(new RestorePoint.AtTime(Backups.time(second)))).isEqualTo(expected);
  }

  @Test
  @DisplayName("at a time up to which the archive knows that nothing more was committed is its end")
  void atTimeUpToTheEnd() {
    Story quiet = new Story().commit(10, "snapshot", 5, 100);

    assertThat(outcome(quiet.resolve(new RestorePoint.AtTime(Backups.time(10)), 10, 10)))
        .isEqualTo("10");
    assertThat(
            outcome(quiet.resolve(new RestorePoint.AtTime(Backups.time(10).plusNanos(1)), 10, 10)))
        .isEqualTo("beyond");
  }

  @ParameterizedTest
  @CsvSource({"9, before", "10, 10", "12, 12", "14, 14", "15, beyond"})
  @DisplayName("at a sequence is that sequence, if the archive has it")
  void atSequence(long sequence, String expected) {
    Resolution resolution = resolve(new RestorePoint.AtSequence(Sequence.of(sequence)));

    assertThat(outcome(resolution)).isEqualTo(expected);
    if (resolution instanceof Resolution.Resolved resolved) {
      assertThat(resolved.commit().orElseThrow().sequence().value()).isEqualTo(sequence);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "502, false, 12",
    "502, true, 11",
    "snapshot, true, before",
    "7, false, no transaction 7 is in the archive"
  })
  @DisplayName("at a transaction contains it; before a transaction does not")
  void atTransaction(String id, boolean before, String expected) {
    assertThat(outcome(new RestorePoint.AtTransaction(new TransactionId(id), before)))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("at a number that two transactions had is the later one, and says so")
  void atTransactionGivenTwice() {
    Resolution resolution = resolve(new RestorePoint.AtTransaction(new TransactionId("501"), true));

    assertThat(outcome(resolution)).isEqualTo("13");
    assertThat(((Resolution.Resolved) resolution).remark())
        .contains(
            "the number 501 was given to 2 transactions; the latest is meant, of sequence 14");
  }

  @ParameterizedTest
  @CsvSource({
    "0/9, before",
    "0/A, 10",
    "0/0000000b, 11",
    "0/E, 14",
    "0/F, beyond",
    "1/0, beyond",
    "FFFFFFFF/0, beyond"
  })
  @DisplayName("at a position contains what ends there or before, compared as numbers")
  void atPosition(String position, String expected) {
    assertThat(outcome(new RestorePoint.AtPosition(new SourcePosition(position))))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("at what is no position is unknown")
  void atNoPosition() {
    assertThat(outcome(new RestorePoint.AtPosition(new SourcePosition("friday"))))
        .isEqualTo("'friday' is not a position in the source's log, such as 16/B374D848");
  }

  @ParameterizedTest
  @CsvSource({
    "99, before", // a row of the first full, in its middle
    "100, 10",
    "109, 10",
    "110, 12", // the next event of the table is of 13
    "139, 13",
    "140, beyond"
  })
  @DisplayName("at an offset means all before the transaction that wrote the event")
  void atOffset(long offset, String expected) {
    assertThat(outcome(new RestorePoint.AtOffset(Notes.ID, 0, offset))).isEqualTo(expected);
  }

  @Test
  @DisplayName("at an offset of a table or a partition that is not there is unknown")
  void atUnknownOffset() {
    assertThat(outcome(new RestorePoint.AtOffset(new TableId("public", "other"), 0, 1)))
        .isEqualTo("no partition 0 of public.other is in the archive");
    assertThat(outcome(new RestorePoint.AtOffset(Notes.ID, 1, 1)))
        .isEqualTo("no partition 1 of public.notes is in the archive");
  }

  @Test
  @DisplayName("at a marker is all before it; of two of one name the latest is meant")
  void atMarker() {
    assertThat(outcome(new RestorePoint.AtMarker("friday"))).isEqualTo("12");
    assertThat(outcome(new RestorePoint.AtMarker("monday")))
        .isEqualTo("no marker 'monday' is in the archive");

    story.marked(14, "friday");
    Resolution resolution = resolve(new RestorePoint.AtMarker("friday"));
    assertThat(outcome(resolution)).isEqualTo("14");
    assertThat(((Resolution.Resolved) resolution).remark())
        .contains("there are 2 markers 'friday'; the latest is meant");
  }

  @Test
  @DisplayName("at the latest is the end of the archive")
  void latest() {
    assertThat(outcome(new RestorePoint.Latest())).isEqualTo("14");
  }

  @Test
  @DisplayName("inside a gap is refused; right before it, it is not")
  void insideAGap() {
    assertThat(outcome(rebuilt().resolve(time(8), 10, 11)))
        .isEqualTo("gap after 10: the slot was dropped");
    assertThat(outcome(rebuilt().resolve(time(5), 10, 11))).isEqualTo("10");
    assertThat(outcome(rebuilt().resolve(time(11), 10, 11))).isEqualTo("11");
    assertThat(outcome(rebuilt().resolve(new RestorePoint.AtSequence(Sequence.of(10)), 10, 11)))
        .isEqualTo("10");
    assertThat(outcome(rebuilt().resolve(new RestorePoint.AtOffset(Notes.ID, 0, 100), 10, 11)))
        .isEqualTo("gap after 10: the slot was dropped");
    assertThat(outcome(rebuilt().resolve(before("snapshot"), 10, 11)))
        .isEqualTo("gap after 10: the slot was dropped");
  }

  @Test
  @DisplayName("after a gap that nothing has followed yet is refused, the latest too")
  void afterAGap() {
    Story broken = new Story().commit(10, "500", 10, 100).gap(10, "the slot was dropped");
    Story again = new Story().commit(10, "500", 10, 100).gap(10, "the slot was dropped");
    Story exact = new Story().commit(10, "500", 10, 100).gap(10, "the slot was dropped");

    assertThat(outcome(broken.resolve(time(11), 10, 10)))
        .isEqualTo("gap after 10: the slot was dropped");
    assertThat(outcome(again.resolve(new RestorePoint.Latest(), 10, 10)))
        .isEqualTo("gap after 10: the slot was dropped");
    assertThat(outcome(exact.resolve(time(10), 10, 10))).isEqualTo("10");
  }

  @Test
  @DisplayName("among sequences that no usable backup has is refused")
  void amongMissingBackups() {
    Story holed = new Story().commit(10, "500", 10, 100).commit(15, "505", 30, 150);

    assertThat(outcome(holed.resolve(time(20), 10, 15)))
        .isEqualTo("gap after 10: no usable backup has the sequences 11 to 14");
  }

  @Test
  @DisplayName("before a transaction that follows missing sequences is refused; at it, it is not")
  void beforeTransactionAfterMissingBackups() {
    String hole = "gap after 10: no usable backup has the sequences 11 to 14";

    assertThat(outcome(holed().resolve(before("505"), 10, 16))).isEqualTo(hole);
    assertThat(outcome(holed().resolve(before("506"), 10, 16))).isEqualTo("15");
    assertThat(
            outcome(
                holed()
                    .resolve(
                        new RestorePoint.AtTransaction(new TransactionId("505"), false), 10, 16)))
        .isEqualTo("15");
  }

  @Test
  @DisplayName("at an offset that missing sequences may have written is refused")
  void offsetAmongMissingBackups() {
    String hole = "gap after 10: no usable backup has the sequences 11 to 14";

    assertThat(outcome(holed().resolve(offset(99), 10, 16))).isEqualTo("before");
    assertThat(outcome(holed().resolve(offset(100), 10, 16))).isEqualTo(hole);
    assertThat(outcome(holed().resolve(offset(149), 10, 16))).isEqualTo(hole);
    // The transaction after the hole ends at 150: what is from there on was written after it.
    assertThat(outcome(holed().resolve(offset(150), 10, 16))).isEqualTo("15");
    assertThat(outcome(holed().resolve(offset(160), 10, 16))).isEqualTo("beyond");
  }

  @Test
  @DisplayName("at an offset stays refused past transactions that did not write its partition")
  void offsetLongAfterMissingBackups() {
    Story elsewhere =
        new Story()
            .commit(10, "500", 10, 100)
            .commitElsewhere(15, "505", 30)
            .commit(16, "506", 31, 160);

    assertThat(outcome(elsewhere.resolve(offset(155), 10, 16)))
        .isEqualTo("gap after 10: no usable backup has the sequences 11 to 14");
  }

  @Test
  @DisplayName("by sequence needs one backup's timeline, by time all")
  void timelines() {
    History history =
        Chains.of(new Backups().full(1).incremental(5).incremental(8).without())
            .history()
            .orElseThrow();

    assertThat(Resolver.timelines(new RestorePoint.AtSequence(Sequence.of(5)), history))
        .extracting(backup -> backup.id().ordinal())
        .containsExactly(2);
    assertThat(Resolver.timelines(new RestorePoint.Latest(), history))
        .extracting(backup -> backup.id().ordinal())
        .containsExactly(3);
    assertThat(Resolver.timelines(time(3), history)).hasSize(3);
  }

  private static Story rebuilt() {
    return new Story()
        .commit(10, "500", 5, 100)
        .gap(10, "the slot was dropped")
        .commit(11, "snapshot", 11, 110);
  }

  /** The sequences 11 to 14 are missing. */
  private static Story holed() {
    return new Story()
        .commit(10, "500", 10, 100)
        .commit(15, "505", 30, 150)
        .commit(16, "506", 31, 160);
  }

  private static RestorePoint before(String transaction) {
    return new RestorePoint.AtTransaction(new TransactionId(transaction), true);
  }

  private static RestorePoint offset(long offset) {
    return new RestorePoint.AtOffset(Notes.ID, 0, offset);
  }

  private static RestorePoint time(long second) {
    return new RestorePoint.AtTime(Backups.time(second));
  }

  private Resolution resolve(RestorePoint point) {
    return story.resolve(point, FIRST, LAST);
  }

  private String outcome(RestorePoint point) {
    return outcome(resolve(point));
  }

  private static String outcome(Resolution resolution) {
    if (resolution instanceof Resolution.Resolved resolved) {
      return resolved.sequence().toString();
    } else if (resolution instanceof Resolution.Beyond) {
      return "beyond";
    } else if (resolution instanceof Resolution.Before) {
      return "before";
    } else if (resolution instanceof Resolution.InGap gap) {
      return "gap after " + gap.after() + ": " + gap.reason();
    }
    return ((Resolution.Unknown) resolution).what();
  }
}
