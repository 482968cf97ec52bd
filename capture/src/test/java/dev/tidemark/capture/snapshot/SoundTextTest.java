package dev.tidemark.capture.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text that a server sends")
class SoundTextTest {

  @Test
  @DisplayName("stays as it is when it is well formed")
  void sound() {
    for (String text :
        new String[] {"", "seven b", "an even longer line\tof text", "é世\uD83D\uDE00"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

      assertThat(SoundText.of(bytes)).isEqualTo(bytes);
    }
  }

  @Test
  @DisplayName("has U+FFFD for what is no character, wherever that is")
  void spoilt() {
    for (int length = 0; length < 20; length++) {
      for (int at = 0; at <= length; at++) {
        String before = "a".repeat(at);
        String after = "\tb".repeat(10).substring(0, length - at);
        byte[] bytes = (before + "\u0001" + after).getBytes(StandardCharsets.US_ASCII);
        bytes[at] = (byte) 0xC3;

        assertThat(new String(SoundText.of(bytes), StandardCharsets.UTF_8))
            .isEqualTo(before + "\uFFFD" + after);
      }
    }
  }

  @Test
  @DisplayName("keeps the tab behind a value that ends in the middle of a character")
  void cut() {
    byte[] line = HexFormat.of().parseHex("61e4b8" + "09" + "62");

    assertThat(new String(SoundText.of(line), StandardCharsets.UTF_8)).isEqualTo("a\uFFFD\tb");
  }
}
