package dev.tidemark.capture.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.table.Look;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.table.Tables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A collection whose tables become others")
final class MembersTest {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final TableId B = TableId.parse("public.b");
  private static final Tables FIRST = Tables.table("public.a", "id", "text");
  private static final Tables SECOND = Tables.table("public.b", "id", "text");
  private static final Look ONE = Look.of(List.of(FIRST.state()), List.of());
  private static final Look BOTH = Look.of(List.of(FIRST.state(), SECOND.state()), List.of());

  private static final Checkpoint START =
      new Checkpoint(
          Sequence.of(5),
          List.of(),
          OffsetMap.EMPTY,
          FakeSource.position(0),
          FakeSource.TIME,
          null);

  private final FakeSink sink = new FakeSink();
  private final FakeRows rows = new FakeRows();
  private TransactionAssembler assembler = from(START, FIRST.state());

  private TransactionAssembler from(Checkpoint last, TableState... known) {
    return from(last, Set.of(), known);
  }

  private TransactionAssembler from(Checkpoint last, Set<TableId> missing, TableState... known) {
    return new TransactionAssembler(
        last,
        new KnownTables(List.of(known), missing, table -> Optional.empty(), rows, "read:"),
        sink,
        new OpenLimits(1_000, 1_000_000, Duration.ofHours(1), Duration.ofHours(1)),
        InstantSource.fixed(FakeSource.TIME));
  }

  private void transaction(long xid, SourceEvent... events) {
    TransactionId id = new TransactionId(Long.toString(xid));
    List<SourceEvent> all = new ArrayList<>();
    all.add(new SourceEvent.Begin(id, FakeSource.position((int) xid), FakeSource.TIME));
    all.addAll(Arrays.asList(events));
    Map<TableId, Long> arrived = new TreeMap<>();
    for (SourceEvent event : events) {
      if (event instanceof SourceEvent.Changed changed) {
        arrived.merge(changed.change().shape().table(), 1L, Long::sum);
      }
    }
    all.add(new SourceEvent.End(id, FakeSource.position((int) xid), FakeSource.TIME, arrived));
    assembler.accept(all);
  }

  private static SourceEvent look(Look before, Look now) {
    return new SourceEvent.Looked(LookNews.between(SHOP, before, now));
  }

  private static SourceEvent insert(TableShape shape, String id) {
    @Nullable String[] row = {id, "new"};
    return new SourceEvent.Changed(new RowChange(shape, Operation.CREATE, null, row, null));
  }

  private List<TimelineEntry> entries() {
    return sink.checkpoints().stream().flatMap(each -> each.entries().stream()).toList();
  }

  private List<String> kinds() {
    return entries().stream()
        .map(entry -> entry.sequence() + " " + entry.getClass().getSimpleName())
        .toList();
  }

  private Checkpoint last() {
    List<Checkpoint> all = sink.checkpoints();
    return all.get(all.size() - 1);
  }

  @Test
  void has_a_table_that_comes_from_where_it_is_read() {
    @Nullable String[] read = {"1", "old"};
    rows.part("703:703:", read);

    transaction(701, look(ONE, BOTH));
    transaction(702, insert(SECOND.shape(), "1"));
    transaction(703, insert(SECOND.shape(), "3"), insert(FIRST.shape(), "1"));
    transaction(704, new SourceEvent.Message(rows.lastTouch()));

    assertThat(kinds())
        .as("what it did before is in what was read, and nothing says it was lost")
        .containsExactly(
            "6 ReadStarted", "6 Defined", "6 Truncated", "6 Commit", "7 Commit", "7 Cleared");
    assertThat(entries().stream().filter(ReadStarted.class::isInstance))
        .containsExactly(new ReadStarted(Sequence.of(6), B));
    assertThat(entries().stream().filter(Cleared.class::isInstance))
        .containsExactly(new Cleared(Sequence.of(7), B));
    assertThat(entries().stream().filter(Defined.class::isInstance)).hasSize(1);
    assertThat(entries().stream().filter(Truncated.class::isInstance)).hasSize(1);
    assertThat(assembler.members()).containsExactlyInAnyOrder(TableId.parse("public.a"), B);
  }

  @Test
  void goes_on_with_a_table_that_comes_after_a_crash_in_the_middle_of_its_rows() {
    @Nullable String[] read = {"1", "old"};
    rows.part("702:702:", read).part("703:703:", read);
    transaction(701, look(ONE, BOTH));
    transaction(702, insert(FIRST.shape(), "1"));

    Checkpoint crashed = last();
    assembler = from(crashed, FIRST.state(), SECOND.state());
    rows.part("705:705:", read);
    transaction(704, look(Look.NOTHING, BOTH));
    transaction(705, insert(SECOND.shape(), "3"));
    transaction(706, new SourceEvent.Message(rows.lastTouch()));
    transaction(707, look(BOTH, BOTH));

    assertThat(crashed.isBoundary()).isFalse();
    assertThat(kinds().stream().filter(kind -> kind.endsWith("Obscured"))).isEmpty();
    assertThat(kinds().stream().filter(kind -> kind.endsWith("ReadStarted"))).hasSize(2);
    assertThat(last().isBoundary()).isTrue();
    assertThat(last().obscured()).isEmpty();
  }

  @Test
  void knows_a_table_that_goes_up_to_the_very_place_where_it_went() {
    assembler = from(START, FIRST.state(), SECOND.state());

    transaction(701, insert(SECOND.shape(), "1"));
    transaction(702, look(Look.NOTHING, BOTH), look(BOTH, ONE));
    transaction(703, insert(SECOND.shape(), "2"), insert(FIRST.shape(), "2"));

    assertThat(kinds()).containsExactly("6 Commit", "7 Commit", "7 Removed", "8 Commit");
    assertThat(entries())
        .contains(new Removed(Sequence.of(7), B, "it was taken out of the collection"));
    assertThat(entries().get(3))
        .extracting(commit -> ((Commit) commit).changes())
        .as("its changes still come, and are not written")
        .isEqualTo(1L);
    assertThat(assembler.members()).containsExactly(TableId.parse("public.a"));
  }

  @Test
  void does_not_lose_a_table_to_a_marker_of_somebody_who_has_not_heard_of_it() {
    assembler = from(START, FIRST.state(), SECOND.state());

    transaction(
        701,
        new SourceEvent.Looked(new LookNews(SHOP, Set.of(), ONE.digest(), List.of(), List.of())),
        new SourceEvent.Message("mark:by somebody"));
    transaction(702, insert(SECOND.shape(), "1"));
    transaction(703, look(Look.NOTHING, BOTH));

    assertThat(kinds()).containsExactly("5 Marked", "6 Commit");
    assertThat(sink.durable()).containsExactly("6/0 702 public.b CREATE 1,new");
    assertThat(assembler.members()).containsExactlyInAnyOrder(TableId.parse("public.a"), B);
    assertThat(last().isBoundary()).isTrue();
  }

  @Test
  void takes_a_missing_table_that_is_back_after_a_stop_for_one_that_was_lost_sight_of() {
    Look gone = Look.of(List.of(FIRST.state()), List.of(B));
    assembler = from(START, FIRST.state(), SECOND.state());
    transaction(701, look(BOTH, gone));
    assertThat(sink.missed()).containsExactly(B);

    assembler = from(last(), Set.of(B), FIRST.state());
    transaction(702, insert(FIRST.shape(), "1"));
    rows.part("703:703:");
    transaction(703, look(Look.NOTHING, BOTH));

    assertThat(kinds().stream().filter(kind -> kind.endsWith("Obscured"))).hasSize(1);
    assertThat(last().obscured())
        .singleElement()
        .satisfies(open -> assertThat(open.after()).isEqualTo(Sequence.of(6)));
  }

  @Test
  void keeps_nothing_of_a_missing_table_that_is_taken_out() {
    assembler = from(START, Set.of(B), FIRST.state());

    transaction(701, look(Look.of(List.of(FIRST.state()), List.of(B)), ONE));

    assertThat(sink.forgotten()).containsExactly(B);
    assertThat(assembler.members()).containsExactly(TableId.parse("public.a"));
  }

  @Test
  void has_nothing_open_of_a_table_that_goes_while_it_is_read() {
    @Nullable String[] read = {"1", "old"};
    rows.part("702:702:", read).part("710:710:", read);
    transaction(701, look(ONE, BOTH));
    transaction(702, insert(FIRST.shape(), "1"));

    transaction(703, look(BOTH, BOTH), look(BOTH, ONE));
    transaction(704, insert(FIRST.shape(), "2"));

    assertThat(kinds().stream().filter(kind -> kind.endsWith("Obscured"))).isEmpty();
    assertThat(kinds()).endsWith("8 Commit", "8 Removed", "9 Commit");
    assertThat(last().obscured()).isEmpty();
    assertThat(last().isChecked()).as("until the next look").isFalse();
  }
}
