package dev.tidemark.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.capture.CaptureState;
import dev.tidemark.capture.CaptureStatus;
import dev.tidemark.capture.catalog.Backlog;
import dev.tidemark.schemas.change.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptureStatusesSpec {

  private static final long GIB = 1L << 30;
  private static final CaptureStatus STREAMING =
      new CaptureStatus(CaptureState.STREAMING, Sequence.of(1), null, Set.of(), Set.of(), 0, null);

  @Test
  void a_source_that_keeps_more_log_than_it_may_is_a_warning() {
    assertThat(warning(new Backlog(0, 12 * GIB, null), Optional.of(10 * GIB)))
        .isEqualTo(
            "the source keeps 12.0 GiB of log for capture, more than 10.0 GiB (source-log-warning);"
                + " nothing but its disk limits that");
    assertThat(warning(new Backlog(0, 12 * GIB, 3 * GIB), Optional.of(10 * GIB)))
        .endsWith("; after 3.0 GiB more it gives the slot up, which is a gap");
  }

  @Test
  void up_to_the_limit_or_without_one_there_is_none() {
    assertThat(warning(new Backlog(0, 10 * GIB, null), Optional.of(10 * GIB))).isNull();
    assertThat(warning(new Backlog(0, 12 * GIB, null), Optional.empty())).isNull();
  }

  @Test
  void while_the_source_says_nothing_there_is_none() {
    assertThat(
            CaptureStatuses.of(
                    STREAMING, Optional.empty(), Optional.of(1L), Optional.empty(), List.of())
                .warning())
        .isNull();
  }

  @Test
  void one_that_was_shut_out_is_told_from_one_that_tries_again() {
    assertThat(status(CaptureState.STOPPED).shutOut()).isTrue();
    assertThat(status(CaptureState.STARTING).shutOut()).isFalse();
  }

  private static CollectionStatus status(CaptureState state) {
    CaptureStatus status =
        new CaptureStatus(state, Sequence.of(1), null, Set.of(), Set.of(), 0, "it failed");
    return CaptureStatuses.of(
        status, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  private static @Nullable String warning(Backlog backlog, Optional<Long> limit) {
    CollectionStatus status =
        CaptureStatuses.of(STREAMING, Optional.of(backlog), limit, Optional.empty(), List.of());
    assertThat(status.retainedBytes()).isEqualTo(backlog.retained());
    return status.warning();
  }
}
