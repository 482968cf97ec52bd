package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineFilterSpec {

  private static final TableId ORDERS = TableId.parse("public.orders");
  private static final TableId ITEMS = TableId.parse("public.items");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Commit first = commit(1, NOON, ORDERS);
  private final Commit second = commit(2, NOON.plusSeconds(60), ORDERS, ITEMS);
  private final Truncated truncated = new Truncated(ChangeId.of(2, 0), ITEMS);
  private final Commit third = commit(3, NOON.plusSeconds(120), ITEMS);

  @Test
  void without_limits_everything_is_shown() {
    assertThat(shown(Optional.empty(), Optional.empty(), Optional.empty()))
        .containsExactly(first, second, truncated, third);
  }

  @Test
  void limits_are_inclusive_and_a_truncate_goes_with_its_commit() {
    Optional<Instant> minute = Optional.of(NOON.plusSeconds(60));

    assertThat(shown(minute, minute, Optional.empty())).containsExactly(second, truncated);
    assertThat(shown(Optional.empty(), Optional.of(NOON), Optional.empty())).containsExactly(first);
  }

  @Test
  void of_one_table_only_its_own_changes_are_shown() {
    assertThat(shown(Optional.empty(), Optional.empty(), Optional.of(ORDERS)))
        .containsExactly(first, commit(2, NOON.plusSeconds(60), ORDERS));
  }

  private List<TimelineEntry> shown(
      Optional<Instant> from, Optional<Instant> to, Optional<TableId> table) {
    TimelineFilter filter = new TimelineFilter(from, to, table);
    return Stream.of(first, second, truncated, third)
        .map(filter::narrowed)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Commit commit(long sequence, Instant time, TableId... tables) {
    return new Commit(
        Sequence.of(sequence),
        new TransactionId("70" + sequence),
        new SourcePosition("0/" + sequence),
        time,
        Stream.of(tables).map(table -> new TableChanges(table, 1, 0, 0, 0, List.of())).toList());
  }
}
