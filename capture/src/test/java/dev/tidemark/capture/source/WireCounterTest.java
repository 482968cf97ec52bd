package dev.tidemark.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.pgoutput.Wire;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The counter of what arrives")
final class WireCounterTest {

  private final WireCounter counter = new WireCounter();

  @Test
  void counts_each_table_of_a_transaction_and_begins_anew_with_the_next() {
    counter.take(Wire.begin(1, 1, 1).buffer());
    counter.take(Wire.relation(7, "public", "a", 'd', "id").buffer());
    counter.take(Wire.insert(7, "1").buffer());
    counter.take(Wire.message('U').int32(7).character('N').row("1").buffer());
    counter.take(Wire.message('D').int32(-9).character('K').row("1").buffer());
    counter.take(Wire.message('T').int32(2).int8(0).int32(7).int32(8).buffer());

    assertThat(counter.take(Wire.commit(1, 2, 1).buffer()))
        .isEqualTo(new WireCounts(Map.of(7L, 3L, 8L, 1L, 4_294_967_287L, 1L)));

    counter.take(Wire.begin(2, 1, 2).buffer());
    assertThat(counter.take(Wire.commit(2, 3, 1).buffer())).isEqualTo(new WireCounts(Map.of()));
  }

  @Test
  void forgets_a_transaction_that_never_ended() {
    counter.take(Wire.begin(1, 1, 1).buffer());
    counter.take(Wire.insert(7, "1").buffer());
    counter.take(Wire.begin(1, 1, 1).buffer());

    assertThat(counter.take(Wire.commit(1, 2, 1).buffer())).isEqualTo(new WireCounts(Map.of()));
  }
}
