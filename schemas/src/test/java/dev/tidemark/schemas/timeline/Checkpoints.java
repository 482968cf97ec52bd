package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.TableDefinitions;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Checkpoints: one with everything, and any. */
final class Checkpoints {

  static final Instant TIME = Instant.parse("2026-11-22T07:15:00.123456Z");
  static final SourcePosition POSITION = new SourcePosition("16/B374D848");

  private static final TableId ORDERS = new TableId("public", "orders");
  private static final TableId ODD = new TableId("my.schema", "a \"b\" ü");

  private static final Arbitrary<Long> NUMBERS = Arbitraries.longs();
  private static final Arbitrary<Long> NONE_OR_MORE = Arbitraries.longs().greaterOrEqual(0);
  private static final Arbitrary<String> TEXTS =
      Arbitraries.of(
          "4711",
          "ü",
          "16/B374D848",
          "名前 😀",
          "x".repeat(63),
          "x".repeat(64),
          "x".repeat(62) + "é");
  private static final Arbitrary<Sequence> SEQUENCES = NONE_OR_MORE.map(Sequence::of);
  private static final Arbitrary<SourcePosition> POSITIONS = TEXTS.map(SourcePosition::new);
  private static final Arbitrary<TransactionId> TRANSACTIONS = TEXTS.map(TransactionId::new);
  private static final Arbitrary<TableId> TABLES =
      Combinators.combine(TEXTS, TEXTS).as(TableId::new);
  private static final Arbitrary<Instant> TIMES =
      Arbitraries.longs()
          .between(-9_000_000_000_000_000L, 9_000_000_000_000_000L)
          .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  private static final Arbitrary<PartitionEnd> ENDS =
      Combinators.combine(Arbitraries.integers(), NUMBERS).as(PartitionEnd::new);
  private static final Arbitrary<TableChanges> CHANGES =
      Combinators.combine(TABLES, NUMBERS, NUMBERS, NUMBERS, NUMBERS, ENDS.list().ofMaxSize(9))
          .as(TableChanges::new);
  private static final Arbitrary<Obscurity> OBSCURITIES =
      Combinators.combine(TABLES, SEQUENCES, SEQUENCES.injectNull(0.5), TEXTS).as(Obscurity::new);
  private static final Arbitrary<WrittenPart> PARTS =
      Combinators.combine(NUMBERS, CHANGES).as(WrittenPart::new);
  private static final Arbitrary<OpenTransaction> OPEN =
      Combinators.combine(TRANSACTIONS, SEQUENCES, PARTS.list().ofMaxSize(3))
          .as(OpenTransaction::new);
  private static final Arbitrary<OffsetMap> OFFSETS =
      Arbitraries.maps(TABLES, NUMBERS.list().ofMaxSize(20)).ofMaxSize(5).map(OffsetMap::of);

  private Checkpoints() {}

  /** Any entry of any kind. */
  static Arbitrary<TimelineEntry> anyEntry() {
    return Arbitraries.oneOf(
        Combinators.combine(SEQUENCES, TRANSACTIONS, POSITIONS, TIMES, CHANGES.list().ofMaxSize(5))
            .as(TimelineEntry.Commit::new),
        Combinators.combine(SEQUENCES, NONE_OR_MORE, TABLES)
            .as(
                (sequence, order, table) ->
                    new TimelineEntry.Truncated(new ChangeId(sequence, order), table)),
        SEQUENCES.map(sequence -> new TimelineEntry.Defined(sequence, TableDefinitions.full())),
        Combinators.combine(SEQUENCES, TEXTS, POSITIONS, TIMES).as(TimelineEntry.Marked::new),
        Combinators.combine(SEQUENCES, TEXTS, TIMES).as(TimelineEntry.Gap::new),
        Combinators.combine(SEQUENCES, POSITIONS, TIMES).as(TimelineEntry.SnapshotStarted::new),
        Combinators.combine(SEQUENCES, TABLES, SEQUENCES, TEXTS).as(TimelineEntry.Obscured::new),
        Combinators.combine(SEQUENCES, TABLES).as(TimelineEntry.ReadStarted::new),
        Combinators.combine(SEQUENCES, TABLES).as(TimelineEntry.Cleared::new),
        Combinators.combine(SEQUENCES, TABLES, TEXTS).as(TimelineEntry.Removed::new));
  }

  static Arbitrary<Checkpoint> any() {
    return Combinators.combine(
            SEQUENCES,
            anyEntry().list().ofMaxSize(12),
            OFFSETS,
            POSITIONS,
            TIMES,
            OPEN.injectNull(0.5),
            SEQUENCES,
            OBSCURITIES.list().ofMaxSize(3))
        .as(Checkpoint::new);
  }

  /** One with every kind of entry, and with everything else that a checkpoint may have. */
  static Checkpoint full() {
    return new Checkpoint(
        Sequence.of(7),
        List.of(
            new TimelineEntry.SnapshotStarted(Sequence.FIRST, POSITION, TIME),
            new TimelineEntry.Defined(Sequence.FIRST, TableDefinitions.full()),
            new TimelineEntry.Commit(
                Sequence.of(7),
                new TransactionId("4711"),
                POSITION,
                TIME,
                List.of(
                    new TableChanges(
                        ORDERS,
                        1,
                        2,
                        3,
                        1,
                        List.of(new PartitionEnd(0, 17), new PartitionEnd(3, 5_000_000_000L))),
                    new TableChanges(ODD, 1, 0, 0, 0, List.of()))),
            new TimelineEntry.Truncated(ChangeId.of(7, 6), ODD),
            new TimelineEntry.Marked(Sequence.of(7), "before the release", POSITION, TIME),
            new TimelineEntry.Gap(Sequence.of(7), "the slot was dropped", TIME),
            new TimelineEntry.Obscured(Sequence.of(7), ODD, Sequence.of(5), "rewritten"),
            new TimelineEntry.ReadStarted(Sequence.of(7), ODD),
            new TimelineEntry.Cleared(Sequence.of(7), ORDERS),
            new TimelineEntry.Removed(Sequence.of(7), ODD, "dropped")),
        OffsetMap.of(Map.of(ORDERS, List.of(17L, 0L, 0L, 5_000_000_000L), ODD, List.of())),
        new SourcePosition("16/B374D900"),
        TIME.plusSeconds(1),
        new OpenTransaction(
            new TransactionId("4712"),
            Sequence.of(8),
            List.of(new WrittenPart(122_000, new TableChanges(ODD, 1, 123_455, 0, 0, List.of())))),
        Sequence.of(6),
        List.of(
            new Obscurity(ODD, Sequence.of(5), Sequence.of(7), "rewritten"),
            new Obscurity(ORDERS, Sequence.NONE, null, "added")));
  }
}
