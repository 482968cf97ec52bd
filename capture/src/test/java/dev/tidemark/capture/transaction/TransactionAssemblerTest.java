package dev.tidemark.capture.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.Tables;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The assembler")
final class TransactionAssemblerTest {

  private static final Checkpoint START =
      new Checkpoint(
          Sequence.NONE, List.of(), OffsetMap.EMPTY, FakeSource.position(0), FakeSource.TIME, null);

  private static final OpenLimits LIMITS =
      new OpenLimits(10, 100_000, Duration.ofHours(1), Duration.ofHours(1));

  private final FakeSink sink = new FakeSink();
  private final InstantSource clock = InstantSource.fixed(FakeSource.TIME);

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
  }

  /** Both tables, which nobody alters. */
  private static KnownTables known() {
    return new KnownTables(
        FakeSource.states(), Set.of(), table -> Optional.empty(), new NoRows(), "read:");
  }

  /** Of which so many changes of the first table are written. */
  private static OpenTransaction open(String transaction, long changes) {
    TableChanges written = new TableChanges(TableId.parse("public.a"), changes, 0, 0, 0, List.of());
    return new OpenTransaction(
        new TransactionId(transaction), Sequence.FIRST, List.of(new WrittenPart(changes, written)));
  }

  private TransactionAssembler from(Checkpoint last) {
    return new TransactionAssembler(last, known(), sink, LIMITS, clock);
  }

  /** What any number of crashes must leave: every change once, numbered as it was committed. */
  private static List<String> expected(FakeSource source) {
    List<String> changes = new ArrayList<>();
    long sequence = 0;
    for (List<SourceEvent> transaction : source.transactions()) {
      SourceEvent.Begin begin = (SourceEvent.Begin) transaction.get(0);
      Origin origin = new Origin(begin.transaction(), begin.position(), begin.time());
      long order = 0;
      for (SourceEvent event : transaction) {
        if (event instanceof SourceEvent.Changed changed) {
          sequence += order == 0 ? 1 : 0;
          changes.add(FakeSink.text(ChangeId.of(sequence, order++), origin, changed.change()));
        }
      }
    }
    return changes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keeps_every_change_once_through_random_batches_and_crashes(long seed) {
    RandomGenerator random = random(seed);
    for (int round = 0; round < 150; round++) {
      FakeSink sink = new FakeSink();
      FakeSource source = FakeSource.random(random, 30);
      Checkpoint last = START;
      boolean isDone = false;
      while (!isDone) {
        TransactionAssembler assembler =
            new TransactionAssembler(last, known(), sink, LIMITS, clock);
        List<SourceEvent> events = source.from(last.resume());
        int crashAt = random.nextInt(events.size() * 2 + 1);
        int at = 0;
        while (at < Math.min(crashAt, events.size())) {
          int to = Math.min(events.size(), at + 1 + random.nextInt(40));
          assembler.accept(events.subList(at, to));
          at = to;
        }
        last = assembler.committed();
        isDone = at == events.size();
        sink.crash();
      }

      assertThat(sink.durable()).isEqualTo(expected(source));
      assertThat(marks(sink)).isEqualTo(marks(source));
      assertThat(commits(sink))
          .extracting(commit -> commit.sequence().value())
          .isEqualTo(LongStream.rangeClosed(1, commits(sink).size()).boxed().toList());
    }
  }

  private static List<TimelineEntry.Commit> commits(FakeSink sink) {
    return sink.checkpoints().stream()
        .flatMap(point -> point.entries().stream())
        .filter(TimelineEntry.Commit.class::isInstance)
        .map(TimelineEntry.Commit.class::cast)
        .toList();
  }

  private static List<String> marks(FakeSink sink) {
    return sink.checkpoints().stream()
        .flatMap(point -> point.entries().stream())
        .filter(TimelineEntry.Marked.class::isInstance)
        .map(entry -> ((TimelineEntry.Marked) entry).name())
        .toList();
  }

  private static List<String> marks(FakeSource source) {
    return source.transactions().stream()
        .flatMap(List::stream)
        .filter(SourceEvent.Message.class::isInstance)
        .map(event -> ((SourceEvent.Message) event).content().substring("mark:".length()))
        .toList();
  }

  @Test
  void commits_whole_transactions_and_leaves_the_rest_for_later() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 2, List.of());
    source.transaction(random(1), 3, List.of());
    List<SourceEvent> events = source.from(START.resume());

    from(START).accept(events.subList(0, 7));

    assertThat(sink.durable()).hasSize(2);
    assertThat(sink.last().last()).isEqualTo(Sequence.FIRST);
    assertThat(sink.last().resume()).isEqualTo(FakeSource.position(1));
    assertThat(sink.last().openTransaction()).isEmpty();
  }

  @Test
  void commits_a_large_transaction_in_parts_and_says_how_much_is_written() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 25, List.of());

    from(START).accept(source.from(START.resume()));

    assertThat(sink.checkpoints())
        .extracting(point -> point.open() == null ? 0L : point.open().written())
        .containsExactly(10L, 20L, 0L);
    assertThat(sink.last().entries())
        .singleElement()
        .satisfies(entry -> assertThat(((TimelineEntry.Commit) entry).changes()).isEqualTo(25));
  }

  @Test
  void skips_what_was_written_when_a_transaction_is_sent_again() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 15, List.of());
    from(START).accept(source.from(START.resume()).subList(0, 14));
    Checkpoint part = sink.last();
    sink.crash();

    from(part).accept(source.from(part.resume()));

    assertThat(sink.repeated()).hasSize(10);
    assertThat(sink.durable()).isEqualTo(expected(source));
  }

  @Test
  void refuses_another_transaction_in_the_place_of_an_open_one() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 3, List.of());
    Checkpoint open =
        new Checkpoint(
            Sequence.NONE,
            List.of(),
            OffsetMap.EMPTY,
            FakeSource.position(0),
            FakeSource.TIME,
            open("999", 2));

    assertThatThrownBy(() -> from(open).accept(source.from(START.resume())))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage(
            "transaction 999 was written in part, and the source now sends transaction 701 in its"
                + " place");
  }

  @Test
  void refuses_an_open_transaction_that_comes_back_shorter() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 3, List.of());
    Checkpoint open =
        new Checkpoint(
            Sequence.NONE,
            List.of(),
            OffsetMap.EMPTY,
            FakeSource.position(0),
            FakeSource.TIME,
            open("701", 4));

    assertThatThrownBy(() -> from(open).accept(source.from(START.resume())))
        .hasMessage("transaction 701 came again with fewer changes than were written of it before");
  }

  @Test
  void refuses_a_transaction_whose_counts_do_not_add_up() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 3, List.of());
    List<SourceEvent> events = new ArrayList<>(source.from(START.resume()));
    events.remove(2);

    assertThatThrownBy(() -> from(START).accept(events))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessageMatching(
            "transaction 701 has these changes by the count of the source's stream, \\{public\\..*}, and"
                + " these arrived: \\{public\\..*}");
    assertThat(sink.durable()).isEmpty();
  }

  @Test
  void refuses_a_transaction_whose_tables_do_not_add_up() {
    TableShape a = Tables.table("public.a", "id").shape();
    List<SourceEvent> events =
        List.of(
            begin("701"),
            new SourceEvent.Changed(created(a, "1")),
            end("701", Map.of(TableId.parse("public.c"), 1L)));

    assertThatThrownBy(() -> from(START).accept(events))
        .hasMessage(
            "transaction 701 has these changes by the count of the source's stream, {public.c=1}, and"
                + " these arrived: {public.a=1}");
  }

  @Test
  void counts_an_update_that_moves_a_row_once_and_numbers_its_two_changes() {
    TableShape a = Tables.table("public.a", "id").shape();
    RowChange moved =
        new RowChange(a, Operation.UPDATE, new String[] {"1"}, new String[] {"2"}, null);

    from(START)
        .accept(
            List.of(
                begin("701"), new SourceEvent.Changed(moved), end("701", Map.of(a.table(), 1L))));

    assertThat(sink.durable())
        .containsExactly("1/0 701 public.a DELETE ", "1/1 701 public.a CREATE 2");
    assertThat(commits(sink).get(0).changes()).isEqualTo(2);
  }

  private static SourceEvent begin(String transaction) {
    return new SourceEvent.Begin(
        new TransactionId(transaction), FakeSource.position(1), FakeSource.TIME);
  }

  private static SourceEvent end(String transaction, Map<TableId, Long> arrived) {
    return new SourceEvent.End(
        new TransactionId(transaction), FakeSource.position(1), FakeSource.TIME, arrived);
  }

  private static RowChange created(TableShape shape, String id) {
    return new RowChange(shape, Operation.CREATE, null, new String[] {id}, null);
  }

  @Test
  void refuses_transactions_inside_each_other_and_changes_outside_any() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 1, List.of());
    source.transaction(random(1), 1, List.of());
    List<SourceEvent> events = source.from(START.resume());

    assertThatThrownBy(() -> from(START).accept(List.of(events.get(0), events.get(3))))
        .hasMessage("transaction 702 begins inside transaction 701");
    assertThatThrownBy(() -> from(START).accept(List.of(events.get(1))))
        .hasMessageMatching("a change of public\\.[ab] arrived outside any transaction");
    assertThatThrownBy(() -> from(START).accept(List.of(events.get(2))))
        .hasMessage("the end of transaction 701 arrived outside any transaction");
    assertThatThrownBy(
            () -> from(START).accept(List.of(events.get(0), events.get(1), events.get(5))))
        .hasMessage("transaction 702 ends inside transaction 701");
  }

  @Test
  void gives_no_sequence_to_a_transaction_that_changes_nothing() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 0, List.of("heartbeat"));
    source.transaction(random(1), 1, List.of());

    from(START).accept(source.from(START.resume()));

    assertThat(sink.last().last()).isEqualTo(Sequence.FIRST);
    assertThat(sink.last().resume()).isEqualTo(FakeSource.position(2));
  }

  @Test
  void moves_on_with_an_idle_source_but_not_at_every_heartbeat() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 0, List.of("heartbeat"));
    List<SourceEvent> heartbeat = source.from(START.resume());
    OpenLimits seldom = new OpenLimits(10, 1000, Duration.ofHours(1), Duration.ofSeconds(5));
    List<Long> now = new ArrayList<>(List.of(0L));
    InstantSource clock = () -> FakeSource.TIME.plusSeconds(now.get(0));
    TransactionAssembler assembler = new TransactionAssembler(START, known(), sink, seldom, clock);

    now.set(0, 4L);
    assembler.accept(heartbeat);
    assertThat(sink.checkpoints()).isEmpty();

    now.set(0, 5L);
    assembler.accept(heartbeat);
    assertThat(sink.last().resume()).isEqualTo(FakeSource.position(1));
    assertThat(assembler.committed()).isEqualTo(sink.last());
  }

  @Test
  void commits_a_part_that_has_waited_too_long() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 3, List.of());
    OpenLimits impatient = new OpenLimits(10, 1000, Duration.ZERO, Duration.ofHours(1));

    new TransactionAssembler(START, known(), sink, impatient, clock)
        .accept(source.from(START.resume()).subList(0, 3));

    assertThat(sink.last().open().written()).isEqualTo(2);
  }

  @Test
  void puts_a_marker_after_the_changes_of_its_own_transaction() {
    FakeSource source = new FakeSource();
    source.transaction(random(1), 1, List.of("mark:noon"));

    from(START).accept(source.from(START.resume()));

    assertThat(sink.last().entries()).hasSize(2);
    assertThat(sink.last().entries().get(1))
        .isEqualTo(
            new TimelineEntry.Marked(
                Sequence.FIRST, "noon", FakeSource.position(1), FakeSource.TIME));
  }
}
