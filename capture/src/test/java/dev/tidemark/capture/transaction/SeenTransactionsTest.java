package dev.tidemark.capture.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a snapshot saw")
final class SeenTransactionsTest {

  @Test
  void is_all_before_it_but_what_was_running() {
    SeenTransactions seen = SeenTransactions.parse("100:104:100,102");

    assertThat(seen).isEqualTo(new SeenTransactions(100, 104, Set.of(100L, 102L)));
    assertThat(seen.contains(99)).isTrue();
    assertThat(seen.contains(100)).isFalse();
    assertThat(seen.contains(101)).isTrue();
    assertThat(seen.contains(102)).isFalse();
    assertThat(seen.contains(103)).isTrue();
    assertThat(seen.contains(104)).isFalse();
    assertThat(SeenTransactions.parse("7:7:").contains(6)).isTrue();
  }

  @Test
  void counts_on_over_the_end_of_the_numbers_in_the_log() {
    long epoch = 1L << 32;
    SeenTransactions after = new SeenTransactions(3 * epoch + 5, 3 * epoch + 5, Set.of());

    assertThat(after.contains(4)).isTrue();
    assertThat(after.contains(epoch - 1)).as("of the epoch before").isTrue();
    assertThat(after.contains(6)).isFalse();

    SeenTransactions before = new SeenTransactions(3 * epoch - 5, 3 * epoch - 5, Set.of());
    assertThat(before.contains(3)).as("of the epoch after").isFalse();
    assertThat(before.contains(epoch - 6)).isTrue();
  }

  @Test
  void is_read_from_the_servers_text_alone() {
    assertThatThrownBy(() -> SeenTransactions.parse("100"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'100' is not a snapshot, like 100:104:100,102");
  }
}
