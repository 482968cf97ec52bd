package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The timeline of a server")
final class ServerTimelineTest {

  private static final String HISTORY =
      """
      1\t0/3000110\tno recovery target specified

      2\t1/A0\tbefore 2026-11-26 10:00:00+00
      """;

  @Test
  void ends_where_the_history_of_a_later_one_leaves_it() {
    assertThat(new ServerTimeline("7", 1).leaves(HISTORY)).hasValue(Lsn.parse("0/3000110"));
    assertThat(new ServerTimeline("7", 2).leaves(HISTORY)).hasValue(Lsn.parse("1/A0"));
    assertThat(new ServerTimeline("7", 3).leaves(HISTORY)).isEmpty();
  }

  @Test
  void is_read_as_it_was_written() {
    ServerTimeline timeline = new ServerTimeline("7432168090000000001", 12);
    assertThat(ServerTimeline.read(timeline.written())).hasValue(timeline);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "7/", "7/x"})
  void is_not_known_by_anything_else(String text) {
    assertThat(ServerTimeline.read(text)).isEmpty();
  }
}
