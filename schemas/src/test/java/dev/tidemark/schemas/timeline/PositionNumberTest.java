package dev.tidemark.schemas.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionNumberTest {

  @Property
  void everyNumberIsAPositionAndComesBack(@ForAll long number) {
    String text = PositionNumber.text(number);

    assertThat(text).isEqualTo(String.format("%X/%X", number >>> 32, number & 0xFFFF_FFFFL));
    assertThat(PositionNumber.isNumber(text)).isTrue();
    assertThat(PositionNumber.of(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "/",
        "1/",
        "/1",
        "01/1",
        "1/01",
        "00/0",
        "a/1",
        "1/G",
        "1/2/3",
        "123456789/1",
        "1/123456789",
        " 1/1",
        "-1/1",
        "１/1"
      })
  @DisplayName("A text that would come back as another is no number")
  void others(String text) {
    assertThat(PositionNumber.isNumber(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "740123,740123",
    "999999999999999999,999999999999999999",
    "00,-1",
    "07,-1",
    "1000000000000000000,-1",
    "-7,-1",
    "+7,-1",
    "snapshot,-1",
    "'',-1",
    "７,-1"
  })
  @DisplayName("A transaction's id is a number only if the number is written like it")
  void transactions(String text, long number) {
    assertThat(TransactionNumber.of(text)).isEqualTo(number);
  }
}
