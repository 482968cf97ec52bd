package dev.tidemark.restorer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of COPY")
class CopyLineTest {

  @Test
  @DisplayName("has a value between tabs, null, nothing, or what backslashes hide")
  void values() {
    assertThat(
            new CopyLine(5).parse(bytes("a b\t\\N\t\ttab\\tline\\nback\\\\slash\\r\\b\\f\\v\té\n")))
        .containsExactly("a b", null, "", "tab\tline\nback\\slash\r\b\f\u000b", "é");
  }

  @Test
  @DisplayName("may hold the very characters of null as text")
  void textOfNull() {
    assertThat(new CopyLine(2).parse(bytes("\\\\N\t\\N"))).containsExactly("\\N", null);
  }

  @Test
  @DisplayName("has as many fields as asked for")
  void fields() {
    assertThatThrownBy(() -> new CopyLine(3).parse(bytes("a\tb")))
        .hasMessage("a line with 2 fields instead of 3");
    assertThatThrownBy(() -> new CopyLine(1).parse(bytes("a\tb")))
        .hasMessage("a line with more than 1 fields");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
