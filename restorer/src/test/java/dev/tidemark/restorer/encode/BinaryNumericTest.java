package dev.tidemark.restorer.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A numeric in binary")
class BinaryNumericTest {

  /** As the server's own {@code numeric_send} prints them: groups, weight, sign, scale, digits. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0,         0000 0000 0000 0000",
    "0.00,      0000 0000 0000 0002",
    "1,         0001 0000 0000 0000 0001",
    "-12345.67, 0003 0001 4000 0002 0001 0929 1a2c",
    "10000,     0001 0001 0000 0000 0001",
    "0.0001,    0001 ffff 0000 0004 0001",
    "0.00001,   0001 fffe 0000 0005 03e8",
    "100.50,    0002 0000 0000 0002 0064 1388",
    "NaN,       0000 0000 c000 0000",
    "Infinity,  0000 0000 d000 0020",
    "-Infinity, 0000 0000 f000 0020"
  })
  void bytes(String text, String expected) {
    // given
    byte[] ascii = ("##" + text + "#").getBytes(StandardCharsets.US_ASCII);
    CopyBuffer out = new CopyBuffer(1);

    // when
    BinaryNumeric.put(ascii, 2, text.length(), out);

    // then
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.size())))
        .isEqualTo(expected.replace(" ", ""));
  }
}
