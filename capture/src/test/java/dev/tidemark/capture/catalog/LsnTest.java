package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A place in PostgreSQL's log")
class LsnTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0/0",
    "0x10, 0/10",
    "0x16B374D848, 16/B374D848",
    "0x1600000000, 16/0",
    "0x7FFFFFFFFFFFFFFF, 7FFFFFFF/FFFFFFFF",
    "-1, FFFFFFFF/FFFFFFFF"
  })
  @DisplayName("is printed as the server prints it, and read back")
  void printed(String number, String text) {
    Lsn place = new Lsn(Long.decode(number));

    assertThat(place).hasToString(text);
    assertThat(Lsn.parse(text)).isEqualTo(place);
  }

  @Test
  @DisplayName("has the digits that a formatter would give it, wherever it is")
  void anywhere() {
    Random random = new Random(20261126);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >>> random.nextInt(Long.SIZE);

      assertThat(new Lsn(value).toString())
          .isEqualTo("%X/%X".formatted(value >>> 32, value & 0xFFFF_FFFFL));
    }
  }

  @Test
  @DisplayName("is not read from anything else")
  void nothingElse() {
    assertThatThrownBy(() -> Lsn.parse("B374D848"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'B374D848' is not a place in a log, like 16/B374D848");
  }
}
