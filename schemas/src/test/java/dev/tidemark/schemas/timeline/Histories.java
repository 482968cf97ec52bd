package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Entries of backups' timelines: commits as a source gives them, and others among them. */
final class Histories {

  static final TableId ORDERS = new TableId("public", "orders");
  private static final TableId LINES = new TableId("public", "lines");

  private static final Arbitrary<String> TRANSACTIONS =
      Arbitraries.oneOf(
          Arbitraries.longs().between(700, 720).map(String::valueOf),
          Arbitraries.longs().between(700, 720).map(String::valueOf),
          Arbitraries.of("0", "999999999999999999", "1000000000000000000", "9223372036854775807"),
          Arbitraries.of("snapshot", "007", "-1", "+1", "1 ", "٣", "12345678901234567890"));
  private static final Arbitrary<String> POSITIONS =
      Arbitraries.oneOf(
          Arbitraries.longs()
              .between(0, 500)
              .map(i -> PositionNumber.text(0x16_FFFF_FF00L + 8 * i)),
          Arbitraries.longs().map(PositionNumber::text),
          Arbitraries.of("0/0", "FFFFFFFF/FFFFFFFF", "80000000/0", "7FFFFFFF/FFFFFFFF"),
          Arbitraries.of("00/1", "0/01", "a/1", "1/", "/1", "1", "1/2/3", "123456789/0", "1/ 2"));
  private static final Arbitrary<Long> TIMES =
      Arbitraries.oneOf(
          Arbitraries.longs().between(1_790_000_000_000_000L, 1_790_000_000_001_000L),
          Arbitraries.of(0L, -1L, -9_223_372_036_854_000_000L, Long.MAX_VALUE));
  private static final Arbitrary<PartitionEnd> ENDS =
      Combinators.combine(
              Arbitraries.of(0, 0, 1, 2, -1, Integer.MAX_VALUE),
              Arbitraries.oneOf(
                  Arbitraries.longs().between(1, 9),
                  Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE)))
          .as(PartitionEnd::new);
  private static final Arbitrary<Long> COUNTS = Arbitraries.of(0L, 0L, 0L, 1L, 2L, -3L);
  private static final Arbitrary<TableChanges> CHANGES =
      Combinators.combine(
              Arbitraries.of(ORDERS, LINES),
              COUNTS,
              COUNTS,
              COUNTS,
              COUNTS,
              ENDS.list().ofMaxSize(3))
          .as(TableChanges::new);
  private static final Arbitrary<Commit> COMMITS =
      Combinators.combine(TRANSACTIONS, POSITIONS, TIMES, CHANGES.list().ofMaxSize(3))
          .as(
              (transaction, position, time, tables) ->
                  new Commit(
                      Sequence.NONE,
                      new TransactionId(transaction),
                      new SourcePosition(position),
                      Instant.EPOCH.plus(time, ChronoUnit.MICROS),
                      tables));

  private Histories() {}

  /** Commits in a row, here and there with a sequence left out, or something between them. */
  static Arbitrary<List<TimelineEntry>> any() {
    Arbitrary<TimelineEntry> entries =
        Arbitraries.frequencyOf(
            Tuple.of(20, COMMITS.map(commit -> commit)), Tuple.of(1, Checkpoints.anyEntry()));
    Arbitrary<Integer> steps =
        Arbitraries.frequency(Tuple.of(20, 1), Tuple.of(1, 0), Tuple.of(1, 5));
    return Combinators.combine(entries.list().ofMaxSize(60), steps.list().ofSize(60))
        .as(Histories::numbered);
  }

  private static List<TimelineEntry> numbered(List<TimelineEntry> entries, List<Integer> steps) {
    List<TimelineEntry> numbered = new ArrayList<>();
    long sequence = 4;
    for (TimelineEntry entry : entries) {
      if (entry instanceof Commit commit && commit.sequence().equals(Sequence.NONE)) {
        sequence += steps.get(numbered.size());
        numbered.add(
            new Commit(
                Sequence.of(sequence),
                commit.transaction(),
                commit.position(),
                commit.time(),
                commit.tables()));
      } else {
        numbered.add(entry);
      }
    }
    return numbered;
  }

  /** So many commits of one row each, the first with sequence 1. */
  static List<TimelineEntry> commits(int count) {
    return LongStream.rangeClosed(1, count)
        .<TimelineEntry>mapToObj(
            i -> commit(i, new TableChanges(ORDERS, 1, 0, 0, 0, List.of(new PartitionEnd(0, i)))))
        .toList();
  }

  static Commit commit(long sequence, TableChanges... tables) {
    return new Commit(
        Sequence.of(sequence),
        new TransactionId(Long.toString(700 + sequence)),
        new SourcePosition(PositionNumber.text(0x16_B374_D848L + 256 * sequence)),
        Checkpoints.TIME.plus(300 * sequence, ChronoUnit.MICROS),
        List.of(tables));
  }
}
