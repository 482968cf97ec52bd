package dev.tidemark.restorer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The text of a numeric in binary")
class NumericTextTest {

  /** As the server's own {@code numeric_send} prints them: groups, weight, sign, scale, digits. */
  @ParameterizedTest(name = "{0}")
  @DisplayName("is what the server prints")
  @CsvSource({
    "0,         0000 0000 0000 0000",
    "0.00,      0000 0000 0000 0002",
    "1,         0001 0000 0000 0000 0001",
    "-12345.67, 0003 0001 4000 0002 0001 0929 1a2c",
    "10000,     0001 0001 0000 0000 0001",
    "0.0001,    0001 ffff 0000 0004 0001",
    "0.00001,   0001 fffe 0000 0005 03e8",
    "0.000000001, 0001 fffd 0000 0009 03e8",
    "100.50,    0002 0000 0000 0002 0064 1388",
    "NaN,       0000 0000 c000 0000",
    "Infinity,  0000 0000 d000 0000",
    "-Infinity, 0000 0000 f000 0000"
  })
  void text(String expected, String binary) {
    assertThat(read(binary)).isEqualTo(expected);
  }

  @Test
  @DisplayName("has as many digits as PostgreSQL allows, whose groups are more than a short counts")
  void longest() {
    // given: 32,768 groups before the point and 4,096 after it, of which the last has three digits
    String binary = "9000 7fff 0000 3fff" + " 270f".repeat(36_863) + " 2706";

    // then
    assertThat(read(binary)).isEqualTo("9".repeat(131_072) + "." + "9".repeat(16_383));
  }

  @ParameterizedTest
  @DisplayName("is refused when there are fewer groups than it says, or no such sign or digits")
  @ValueSource(
      strings = {
        "0000",
        "0001 0000 0000 0000",
        "ffff 0000 0000 0000",
        "0000 0000 1000 0000",
        "0000 0000 0000 ffff",
        "0001 0000 0000 0000 2710",
        "0001 0000 0000 0000 ffff"
      })
  void malformed(String binary) {
    assertThatThrownBy(() -> read(binary)).hasMessage("not a numeric in binary");
  }

  private static String read(String binary) {
    byte[] bytes = HexFormat.of().parseHex("ff" + binary.replace(" ", "") + "ff");
    AvroOutput out = new AvroOutput();
    new NumericText().write(bytes, 1, bytes.length - 2, out);
    return AvroInput.of(out.toByteArray()).readString();
  }
}
