package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CapturedEntriesSpec {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private int reads;

  private final Timeline timeline =
      (from, sink) -> {
        reads++;
        for (Checkpoint checkpoint : List.copyOf(checkpoints)) {
          if (!checkpoint.last().isBefore(from) && !sink.test(checkpoint)) {
            return;
          }
        }
      };

  @Test
  void every_entry_between_the_backup_and_the_boundary_is_given_once_however_many_there_are() {
    LongStream.rangeClosed(1, 5_000).forEach(this::commit);

    List<TimelineEntry> entries = entries(checkpoints.get(9), checkpoints.get(4_989));

    assertThat(entries)
        .extracting(entry -> entry.sequence().value())
        .isEqualTo(LongStream.rangeClosed(11, 4_990).boxed().toList());
    assertThat(reads).isGreaterThan(1);
  }

  @Test
  void more_markers_after_one_commit_than_are_read_at_once_are_all_given() {
    commit(1);
    LongStream.rangeClosed(1, 2_500).forEach(number -> mark(1, number));
    commit(2);

    List<TimelineEntry> entries = entries(checkpoints.get(0), checkpoints.get(2_501));

    assertThat(entries).hasSize(2_501).doesNotHaveDuplicates();
    assertThat(entries.get(2_500)).isInstanceOf(Commit.class);
  }

  @Test
  void a_marker_from_before_the_end_of_the_backup_is_the_backups() {
    commit(1);
    mark(1, 1);
    mark(1, 2);
    commit(2);

    List<TimelineEntry> entries = entries(checkpoints.get(1), checkpoints.get(3));

    assertThat(entries)
        .containsExactlyElementsOf(
            checkpoints.subList(2, 4).stream().flatMap(each -> each.entries().stream()).toList());
  }

  @Test
  void nothing_was_captured_since() {
    commit(1);

    assertThat(entries(checkpoints.get(0), checkpoints.get(0))).isEmpty();
  }

  @Test
  void a_timeline_that_ends_before_the_boundary_comes_to_an_end() {
    commit(1);
    commit(2);
    Checkpoint removed = checkpoints.remove(1);

    assertThat(entries(checkpoints.get(0), removed)).isEmpty();
  }

  private List<TimelineEntry> entries(Checkpoint backedUp, Checkpoint to) {
    Boundary from =
        new Boundary(backedUp.last(), backedUp.time(), backedUp.resume(), backedUp.offsets());
    List<TimelineEntry> entries = new ArrayList<>();
    new CapturedEntries(timeline, from, to).forEachRemaining(entries::add);
    return entries;
  }

  private void commit(long sequence) {
    add(
        sequence,
        new Commit(
            Sequence.of(sequence),
            new TransactionId("70" + sequence),
            position(),
            NOON,
            List.of()));
  }

  private void mark(long sequence, long number) {
    add(sequence, new Marked(Sequence.of(sequence), "m" + number, position(), NOON));
  }

  private void add(long sequence, TimelineEntry entry) {
    checkpoints.add(
        new Checkpoint(
            Sequence.of(sequence), List.of(entry), OffsetMap.EMPTY, position(), NOON, null));
  }

  private SourcePosition position() {
    return new SourcePosition("0/" + Integer.toHexString(checkpoints.size() + 1));
  }
}
