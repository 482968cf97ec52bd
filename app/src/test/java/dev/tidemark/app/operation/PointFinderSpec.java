package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.schemas.change.Sequence;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PointFinderSpec {

  private static final RestorePoint NOON =
      new RestorePoint.AtTime(Instant.parse("2026-11-22T12:00:00Z"));

  @Test
  void a_point_that_was_found_is_its_sequence_from_then_on() {
    assertThat(PointFinder.exactly(NOON, found(Optional.empty())))
        .isEqualTo(new RestorePoint.AtSequence(Sequence.of(7)));
  }

  @Test
  void a_point_of_which_there_is_something_to_say_or_that_is_none_stays_what_was_asked_for() {
    Resolution gap = new Resolution.InGap(Sequence.of(7), "the slot was dropped");

    assertThat(PointFinder.exactly(NOON, found(Optional.of("the latest is meant"))))
        .isEqualTo(NOON);
    assertThat(PointFinder.exactly(NOON, gap)).isEqualTo(NOON);
  }

  private static Resolution found(Optional<String> remark) {
    return new Resolution.Resolved(Sequence.of(7), Optional.empty(), remark);
  }
}
