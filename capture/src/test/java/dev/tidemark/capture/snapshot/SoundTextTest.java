package dev.tidemark.capture.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

      assertThat(SoundText.of(bytes)).isSameAs(bytes);
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
  @DisplayName("is well formed when Java says so, for all that three bytes and some of four can be")
  void asJavaHasIt() {
    for (int high = 0x00; high <= 0xFF; high++) {
      for (int low = 0; low <= 0xFFFF; low += high < 0xE0 ? 7 : 1) {
        assertAsJava(new byte[] {(byte) high, (byte) (low >> 8), (byte) low});
        if (high >= 0xF0 && (low & 0x3F) == 0) {
          assertAsJava(new byte[] {(byte) high, (byte) (low >> 8), (byte) low, (byte) 0x80});
        }
      }
    }
  }

  private static void assertAsJava(byte[] bytes) {
    byte[] java = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    if (Arrays.equals(java, bytes) != (SoundText.of(bytes) == bytes)) {
      throw new AssertionError(HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  @DisplayName("keeps the tab behind a value that ends in the middle of a character")
  void cut() {
    byte[] line = HexFormat.of().parseHex("61e4b8" + "09" + "62");

    assertThat(new String(SoundText.of(line), StandardCharsets.UTF_8)).isEqualTo("a\uFFFD\tb");
  }
}
