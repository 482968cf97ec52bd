package dev.tidemark.capture.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The replies of a reader")
final class RepliesTest {

  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());
  private final Replies replies = new Replies(nanos::get);

  @Test
  void are_new_however_old_the_time_in_them_is() {
    assertThat(replies.silenceAt("17 1999-12-21 01:02:05.167268+00")).isZero();
    pass(60);
    assertThat(replies.silenceAt("17 1999-12-21 01:02:05.227268+00")).isZero();
  }

  @Test
  void are_missing_for_as_long_as_the_same_one_is_seen() {
    replies.silenceAt("17 1999-12-21 01:02:05.167268+00");
    pass(20);
    replies.silenceAt("17 1999-12-21 01:02:05.167268+00");
    pass(11);

    Duration silence = replies.silenceAt("17 1999-12-21 01:02:05.167268+00");

    assertThat(silence).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void begin_anew_with_another_reader() {
    replies.silenceAt("17 ");
    pass(40);

    assertThat(replies.silenceAt("18 ")).isZero();
  }

  @Test
  void are_waited_for_from_the_beginning_when_there_is_no_reader() {
    pass(4);

    assertThat(replies.silenceAt("")).isEqualTo(Duration.ofSeconds(4));
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
