package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowEncoderTest {

  @ParameterizedTest
  @CsvSource({
    "2024-01-01 00:30:00+05:30, 2023-12-31 19:00:00+00",
    "2024-01-01 00:30:00-03, 2024-01-01 03:30:00+00",
    "1890-01-01 00:00:00+00:53:28, 1889-12-31 23:06:32+00",
    "0001-01-01 00:00:00+01 BC, 0002-12-31 23:00:00+00 BC",
    "0001-01-01 00:00:00+01, 0001-12-31 23:00:00+00 BC",
    "294276-12-31 23:59:59.5-12:00, 294277-01-01 11:59:59.5+00",
  })
  @DisplayName("A timestamptz with any offset is kept in UTC")
  void offsets(String text, String inUtc) {
    assertThat(roundTrip(ValueKind.TIMESTAMPTZ, text)).isEqualTo(inUtc);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, true, t",
    "TIME, 12:00:00.500, 12:00:00.5",
    "TIMESTAMP, 2024-01-02 03:04:05.120000, 2024-01-02 03:04:05.12",
    "UUID, A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11, a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "BYTES, \\xDEAD, \\xdead",
    "FLOAT64, 1.50, 1.5",
  })
  @DisplayName("Another writing of a value is understood and comes back as the server prints it")
  void otherWritings(ValueKind kind, String text, String printed) {
    assertThat(roundTrip(kind, text)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, maybe",
    "INT16, 32768",
    "INT32, 2147483648",
    "INT64, 1.5",
    "INT64, 9223372036854775808",
    "INT64, -",
    "INT64, ''",
    "FLOAT32, 1f",
    "FLOAT64, 0x1p3",
    "FLOAT64, ''",
    "DATE, 2023-02-29",
    "DATE, 20240101",
    "DATE, 2024-01-01 BCE",
    "TIME, 24:00:00.000001",
    "TIME, 12:60:00",
    "TIME, 12:00:00.1234567",
    "TIMESTAMP, 2024-01-01T00:00:00",
    "TIMESTAMP, 2024-01-01 00:00:00+00",
    "TIMESTAMPTZ, 2024-01-01 00:00:00",
    "UUID, a0eebc99x9c0b-4ef8-bb6d-6bb9bd380a11",
    "UUID, a0eebc99",
    "BYTES, deadbeef",
    "BYTES, \\xabc",
    "BYTES, \\xzz",
  })
  @DisplayName("A text that is not of its type is refused; the message never repeats it")
  void unreadable(ValueKind kind, String text) {
    assertThatThrownBy(() -> roundTrip(kind, text))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessage("a value of column c (its type) of public.t is not written as that type is")
        .hasNoCause();
    assertThatThrownBy(() -> encodeUtf8(kind, text))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessage("a value of column c (its type) of public.t is not written as that type is")
        .hasNoCause();
  }

  @Test
  @DisplayName("A row encodes its key from the key's columns, in key order")
  void compositeKey() {
    TableDefinition definition =
        table(
            "public.t",
            List.of("b", "a"),
            column("a", "integer", ValueKind.INT32),
            column("b", "text", ValueKind.TEXT),
            column("c", "text", ValueKind.TEXT));
    RowSchema schema = RowSchema.of(definition);
    AvroOutput out = new AvroOutput();

    RowEncoder.of(schema).encodeKey(new String[] {"1", "x", null}, out);

    assertThat(out.toByteArray()).containsExactly(2, 'x', 2);
    assertThat(RowText.of(schema).decodeKey(out.array(), 0, 3)).containsExactly("x", "1");
  }

  @Test
  @DisplayName("A key without a value is refused")
  void missingKey() {
    RowSchema schema = RowSchema.of(table("public.t", column("c", "text", ValueKind.TEXT)));
    AvroOutput out = new AvroOutput();

    for (String missing : new String[] {null, RowEncoder.UNCHANGED}) {
      assertThatThrownBy(() -> RowEncoder.of(schema).encodeKey(new String[] {missing}, out))
          .isInstanceOf(UnreadableValueException.class)
          .hasMessage("a value of column c (text) of public.t is missing, though it is in the key");
    }
  }

  @Test
  @DisplayName("Only the marker itself means unchanged, not a text that reads like it")
  void unchangedByIdentity() {
    assertThat(roundTrip(ValueKind.TEXT, "unchanged")).isEqualTo("unchanged");
    assertThat(roundTrip(ValueKind.TEXT, RowEncoder.UNCHANGED)).isNull();
  }

  @Test
  @DisplayName("A row with too few values is refused")
  void tooFew() {
    RowSchema schema = RowSchema.of(table("public.t", column("c", "text", ValueKind.TEXT)));

    assertThatThrownBy(() -> RowEncoder.of(schema).encodeRow(new String[0], new AvroOutput()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("public.t has 1 columns, not 0");
  }

  @Test
  @DisplayName("A row that is cut short, goes on, or has a strange branch is malformed")
  void malformed() {
    RowText text = RowText.of(RowSchema.of(table("p.t", column("c", "text", ValueKind.TEXT))));

    assertThatThrownBy(() -> text.decode(new byte[] {2, 10, 'x'}, 0, 3))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("bytes are not what their schema says: they end in the middle of a value");
    assertThatThrownBy(() -> text.decode(new byte[] {0, 0}, 0, 2))
        .hasMessage("bytes are not what their schema says: something follows the last field");
    assertThatThrownBy(() -> text.decode(new byte[] {4, 0}, 0, 2))
        .hasMessage("bytes are not what their schema says: a union has no such branch");
  }

  private static void encodeUtf8(ValueKind kind, String text) {
    RowSchema schema = RowSchema.of(table("public.t", column("c", "its type", kind)));
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    RowEncoder.of(schema).encodeValue(0, utf8, 0, utf8.length, new AvroOutput());
  }

  private static String roundTrip(ValueKind kind, String text) {
    RowSchema schema = RowSchema.of(table("public.t", column("c", "its type", kind)));
    AvroOutput out = new AvroOutput();
    RowEncoder.of(schema).encodeRow(new String[] {text}, out);
    return RowText.of(schema).decode(out.array(), 0, out.size())[0];
  }
}
