package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.keyless;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  @Test
  @DisplayName("gives the key of its row beside the row, in the key's order")
  void key() {
    TableDefinition table =
        table(
            "public.days",
            List.of("day", "name"),
            column("name", "text", ValueKind.TEXT),
            column("note", "text", ValueKind.TEXT),
            column("day", "date", ValueKind.DATE));

    assertSameAsValues(table, "a\\tb\t\\N\t2026-11-22\n", "a\tb", null, "2026-11-22");
    assertSameAsValues(table, "\tx\tinfinity\n", "", "x", "infinity");
    assertThatThrownBy(() -> encode(table, "a\tb\t\\N\n", new AvroOutput(), new AvroOutput()))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessageContaining("is missing, though it is in the key");
  }

  @Test
  @DisplayName("gives the digest of its row where the table has no key")
  void digest() {
    TableDefinition table =
        keyless(
            "public.log",
            column("level", "integer", ValueKind.INT32),
            column("text", "text", ValueKind.TEXT));

    assertSameAsValues(table, "3\tit\\nis\n", "3", "it\nis");
    assertSameAsValues(table, "\\N\t\\N\n", null, null);
  }

  private static void assertSameAsValues(
      TableDefinition table, String line, @Nullable String... values) {
    RowEncoder encoder = RowEncoder.of(RowSchema.of(table));
    AvroOutput expected = new AvroOutput();
    AvroOutput expectedKey = new AvroOutput();
    encoder.encodeRow(values, expected);
    encoder.encodeKey(values, expectedKey);
    AvroOutput row = new AvroOutput();
    AvroOutput key = new AvroOutput();
    row.writeByte(9);
    key.writeByte(7);

    encode(table, line, row, key);

    assertThat(row.toByteArray()).startsWith(9).endsWith(expected.toByteArray());
    assertThat(row.size()).isEqualTo(1 + expected.size());
    assertThat(key.toByteArray()).startsWith(7).endsWith(expectedKey.toByteArray());
    assertThat(key.size()).isEqualTo(1 + expectedKey.size());
  }

  private static void encode(TableDefinition table, String line, AvroOutput row, AvroOutput key) {
    RowSchema schema = RowSchema.of(table);
    new CopyLine(schema.fields().size())
        .encode(line.getBytes(StandardCharsets.UTF_8), RowEncoder.of(schema), row, key);
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
      Column[] columns = new Column[fields];
      for (int i = 0; i < fields; i++) {
        columns[i] = column("c" + i, "text", ValueKind.TEXT);
      }
      schema = RowSchema.of(table("public.texts", columns));
      line = new CopyLine(fields);
    }

    @Nullable String[] read(String text) {
      row.reset();
      line.encode(text.getBytes(StandardCharsets.UTF_8), RowEncoder.of(schema), row);
      return RowText.of(schema).decode(row.array(), 0, row.size());
    }
  }
}
