package dev.tidemark.capture.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.table.Tables;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The assembler of the snapshot")
final class SnapshotAssemblerTest {

  private static final TableState STATE = Tables.table("public.orders", "id").state();
  private static final TableShape ORDERS = Tables.table("public.orders", "id").shape();

  private final FakeSink sink = new FakeSink();
  private final AtomicLong seconds = new AtomicLong();
  private final SnapshotAssembler assembler =
      new SnapshotAssembler(
          sink,
          new OpenLimits(4, 100_000, Duration.ofSeconds(2), Duration.ofHours(1)),
          Sequence.NONE,
          OffsetMap.EMPTY,
          FakeSource.position(1),
          FakeSource.TIME,
          () -> FakeSource.TIME.plusSeconds(seconds.get()));

  private void rows(int count) {
    for (int i = 0; i < count; i++) {
      assembler.row(ORDERS, new byte[] {'1', '\n'});
    }
  }

  private static OpenTransaction open(long changes) {
    List<WrittenPart> parts =
        changes == 0
            ? List.of()
            : List.of(
                new WrittenPart(
                    changes, new TableChanges(STATE.table(), changes, 0, 0, 0, List.of())));
    return new OpenTransaction(TransactionId.SNAPSHOT, Sequence.FIRST, parts);
  }

  @Test
  void commits_in_parts_that_say_how_much_is_written_until_the_whole_counts() {
    assembler.begin(List.of(STATE));
    assembler.table(ORDERS, STATE);
    rows(6);
    assembler.commitPart();
    rows(1);

    Checkpoint whole = assembler.finish();

    assertThat(sink.checkpoints())
        .extracting(Checkpoint::open)
        .containsExactly(open(0), open(4), open(6), null);
    assertThat(sink.durable()).hasSize(7);
    assertThat(whole.last()).isEqualTo(Sequence.FIRST);
    assertThat(whole.entries())
        .singleElement()
        .satisfies(entry -> assertThat(((TimelineEntry.Commit) entry).changes()).isEqualTo(7));
  }

  @Test
  void commits_a_part_whose_first_row_has_waited_too_long() {
    assembler.begin(List.of(STATE));
    assembler.table(ORDERS, STATE);
    seconds.set(100);
    rows(1);
    assertThat(sink.durable()).isEmpty();

    seconds.set(102);
    rows(1);

    assertThat(sink.durable()).hasSize(2);
    assertThat(sink.last().open()).isEqualTo(open(2));
  }

  @Test
  void does_not_commit_a_part_without_rows() {
    assembler.begin(List.of(STATE));
    assembler.table(ORDERS, STATE);

    assembler.commitPart();

    assertThat(sink.checkpoints()).hasSize(1);
  }
}
