package dev.tidemark.restorer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of COPY")
class CopyLineTest {

  @Test
  @DisplayName("has a value between tabs, null, nothing, or what backslashes hide")
  void values() {
    assertThat(read(5, "a b\t\\N\t\ttab\\tline\\nback\\\\slash\\r\\b\\f\\v\té\n"))
        .containsExactly("a b", null, "", "tab\tline\nback\\slash\r\b\f\u000b", "é");
  }

  @Test
  @DisplayName("has its tabs and backslashes at any place, among characters of any kind")
  void places() {
    for (int length = 0; length <= 20; length++) {
      for (int place = 0; place <= length; place++) {
        // Letters whose bits are near those of a tab and a backslash, and some above 127.
        String before = "\b\n]\u00dc[\u2028\u0089Xab\u001c\u00c9x1234567".substring(0, place);
        String after = "\u0108~".repeat(length).substring(0, length - place);

        assertThat(read(2, before + "\t" + after)).containsExactly(before, after);
        assertThat(read(1, before + "\\t" + after)).containsExactly(before + "\t" + after);
        assertThat(read(1, before + "\\\\" + after)).containsExactly(before + "\\" + after);
      }
    }
  }

  @Test
  @DisplayName("does not end with a backslash that hides nothing")
  void backslashAtTheEnd() {
    assertThatThrownBy(() -> read(1, "a\\")).hasMessage("a line with 0 fields instead of 1");
  }

  @Test
  @DisplayName("may hold the very characters of null as text")
  void textOfNull() {
    assertThat(read(2, "\\\\N\t\\N")).containsExactly("\\N", null);
  }

  @Test
  @DisplayName("has as many fields as asked for")
  void fields() {
    assertThatThrownBy(() -> read(3, "a\tb")).hasMessage("a line with 2 fields instead of 3");
    assertThatThrownBy(() -> read(1, "a\tb")).hasMessage("a line with more than 1 fields");
  }

  @Test
  @DisplayName("is one after the other with nothing left of the one before")
  void severalLines() {
    Lines lines = new Lines(2);

    assertThat(lines.read("\\N\ta\\tb\n")).containsExactly(null, "a\tb");
    assertThat(lines.read("c\td\n")).containsExactly("c", "d");
  }

  private static @Nullable String[] read(int fields, String line) {
    return new Lines(fields).read(line);
  }

  /** Lines of texts. */
  private static final class Lines {

    private final RowSchema schema;
    private final CopyLine line;
    private final AvroOutput row = new AvroOutput();

    Lines(int fields) {
      Definitions table = Definitions.table("public.texts");
      for (int i = 0; i < fields; i++) {
        table.column("c" + i, "text", ValueKind.TEXT);
      }
      schema = RowSchema.of(table.build());
      line = new CopyLine(fields);
    }

    @Nullable String[] read(String text) {
      row.reset();
      line.encode(text.getBytes(StandardCharsets.UTF_8), RowEncoder.of(schema), row);
      return RowText.of(schema).decode(row.array(), 0, row.size());
    }
  }
}
