package dev.tidemark.capture.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.table.Look;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.Tables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table that is read again among its changes")
final class TableReadingsTest {

  private static final TableId TABLE = TableId.parse("public.a");
  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Tables BEFORE = Tables.table("public.a", "id", "text");
  private static final Tables KEYED = BEFORE.recreate();
  private static final Tables KEYLESS = KEYED.rekey(null);

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
  private TransactionAssembler assembler = from(START, BEFORE);

  private TransactionAssembler from(Checkpoint last, Tables looked) {
    return new TransactionAssembler(
        last,
        new KnownTables(
            List.of(looked.state()), Set.of(), table -> Optional.empty(), rows, "read:"),
        sink,
        new OpenLimits(1_000, 1_000_000, Duration.ofHours(1), Duration.ofHours(1)),
        InstantSource.fixed(FakeSource.TIME));
  }

  private void transaction(long xid, SourceEvent... events) {
    TransactionId id = new TransactionId(Long.toString(xid));
    List<SourceEvent> all = new ArrayList<>();
    all.add(new SourceEvent.Begin(id, FakeSource.position((int) xid), FakeSource.TIME));
    all.addAll(Arrays.asList(events));
    long changes = Stream.of(events).filter(SourceEvent.Changed.class::isInstance).count();
    all.add(
        new SourceEvent.End(
            id,
            FakeSource.position((int) xid),
            FakeSource.TIME,
            changes == 0 ? Map.of() : Map.of(TABLE, changes)));
    assembler.accept(all);
  }

  private static SourceEvent look(Tables before, Tables now) {
    return new SourceEvent.Looked(
        LookNews.between(
            SHOP,
            Look.of(List.of(before.state()), List.of()),
            Look.of(List.of(now.state()), List.of())));
  }

  private static SourceEvent insert(TableShape shape, String id) {
    return new SourceEvent.Changed(
        new RowChange(shape, Operation.CREATE, null, row(id, "new"), null));
  }

  private static @Nullable String[] row(@Nullable String... values) {
    return values;
  }

  private List<TimelineEntry> entries() {
    return sink.checkpoints().stream().flatMap(each -> each.entries().stream()).toList();
  }

  @Test
  void has_each_part_before_the_first_transaction_that_its_snapshot_did_not_see() {
    rows.part("703:703:", row("1", "a")).part("704:704:", row("2", "b"));
    TableShape shape = KEYED.shape();

    transaction(701, look(BEFORE, KEYED));
    transaction(702, insert(shape, "1"));
    transaction(703, insert(shape, "3"));
    transaction(704, insert(shape, "4"));
    transaction(705, new SourceEvent.Message(rows.lastTouch()));

    assertThat(sink.durable())
        .containsExactly(
            "6/0 snapshot public.a TRUNCATE ",
            "6/1 snapshot public.a READ 1,a",
            "7/0 703 public.a CREATE 3,new",
            "8/0 snapshot public.a READ 2,b",
            "9/0 704 public.a CREATE 4,new");
    assertThat(entries())
        .contains(
            new TimelineEntry.ReadStarted(Sequence.of(6), TABLE),
            new TimelineEntry.Cleared(Sequence.of(9), TABLE));
  }

  @Test
  void begins_only_when_it_is_published_again() {
    Tables out = BEFORE.unpublish();
    Tables back = BEFORE.republish();
    rows.part("703:703:", row("1", "a"));

    transaction(701, look(BEFORE, out));
    transaction(702, look(out, back));
    transaction(703, insert(back.shape(), "3"));
    transaction(704, new SourceEvent.Message(rows.lastTouch()));

    assertThat(sink.durable())
        .containsExactly(
            "6/0 snapshot public.a TRUNCATE ",
            "6/1 snapshot public.a READ 1,a",
            "7/0 703 public.a CREATE 3,new");
    assertThat(entries().stream().filter(TimelineEntry.Obscured.class::isInstance))
        .extracting(entry -> ((TimelineEntry.Obscured) entry).reason())
        .containsOnly("it was taken out of the publication for a while");
  }

  @Test
  void ends_no_backup_in_between() {
    rows.part("703:703:", row("1", "a"));
    transaction(701, look(BEFORE, KEYED));
    assertThat(sink.last().isBoundary()).as("before").isTrue();

    transaction(703, insert(KEYED.shape(), "3"));
    transaction(704, look(KEYED, KEYED));
    assertThat(sink.last().isChecked()).isTrue();
    assertThat(sink.last().isBoundary()).as("in between").isFalse();

    transaction(705, new SourceEvent.Message(rows.lastTouch()));
    transaction(706, look(KEYED, KEYED));
    assertThat(sink.last().isBoundary()).as("behind").isTrue();
  }

  @Test
  void leaves_out_what_the_snapshot_of_a_table_without_a_key_has_seen_already() {
    // Transaction 703 was still running for the snapshot, which saw 704; the log has 703 first.
    rows.part("703:705:703", row("1", "a"), row("4", "new"));
    TableShape shape = KEYLESS.shape(TableShape.OldRow.WHOLE);

    transaction(701, look(BEFORE, KEYLESS));
    transaction(703, insert(shape, "3"));
    transaction(704, insert(shape, "4"));
    transaction(705, insert(shape, "5"));

    assertThat(sink.durable())
        .containsExactly(
            "6/0 snapshot public.a TRUNCATE ",
            "6/1 snapshot public.a READ 1,a",
            "6/2 snapshot public.a READ 4,new",
            "7/0 703 public.a CREATE 3,new",
            "8/0 705 public.a CREATE 5,new");
  }

  @Test
  void reads_a_row_once_more_that_moved_without_all_of_its_values() {
    rows.part("703:703:", row("1", "long")).again("705:705:", row("2", "long"));
    RowChange moved =
        new RowChange(
            KEYED.shape(), Operation.UPDATE, row("1", null), row("2", RowEncoder.UNCHANGED), null);

    transaction(701, look(BEFORE, KEYED));
    transaction(703, new SourceEvent.Changed(moved));
    transaction(704, new SourceEvent.Message(rows.lastTouch()));
    transaction(705, new SourceEvent.Message(rows.lastTouch()));

    assertThat(rows.askedAgain()).containsExactly("[2, null]");
    assertThat(sink.durable())
        .containsExactly(
            "6/0 snapshot public.a TRUNCATE ",
            "6/1 snapshot public.a READ 1,long",
            "7/0 703 public.a DELETE ",
            "8/0 snapshot public.a READ 2,long");
    assertThat(entries()).contains(new TimelineEntry.Cleared(Sequence.of(8), TABLE));
  }

  @Test
  void begins_anew_after_a_crash() {
    rows.part("703:703:", row("1", "a")).part("999:999:", row("2", "b"));
    transaction(701, look(BEFORE, KEYED));
    transaction(703, insert(KEYED.shape(), "3"));
    sink.crash();
    assembler = from(sink.last(), KEYED);

    transaction(704, insert(KEYED.shape(), "4"));
    int before = sink.durable().size();
    rows.part("706:706:", row("1", "a"));
    transaction(705, look(KEYED, KEYED));
    transaction(706, new SourceEvent.Message("other"));

    assertThat(sink.durable().subList(before, sink.durable().size()))
        .containsExactly("8/0 snapshot public.a TRUNCATE ", "8/1 snapshot public.a READ 1,a");
    assertThat(sink.durable()).noneMatch(each -> each.contains(" 704 "));
  }
}
