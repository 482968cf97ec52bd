package dev.tidemark.restorer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A COPY in binary")
class BinaryCopyDecoderTest {

  private static final RowSchema SCHEMA =
      RowSchema.of(
          Definitions.table("public.t")
              .column("id", "integer", ValueKind.INT32)
              .column("name", "text", ValueKind.TEXT)
              .build());

  /** Printed by {@code psql -c "COPY … TO STDOUT (FORMAT binary)" | xxd}. */
  private static final String HEADER = "5047434f50590aff0d0a00 00000000 00000000";

  private static final String ROWS =
      " 0002 00000004 00000001 00000003 416461" + " 0002 00000004 00000002 ffffffff";
  private static final String END = " ffff";

  @Test
  @DisplayName("gives the same rows however it is cut into messages")
  void cuts() {
    byte[] whole = bytes(HEADER + ROWS + END);
    for (int first = 0; first <= whole.length; first++) {
      for (int second = first; second <= whole.length; second++) {
        assertThat(
                decode(
                    Arrays.copyOf(whole, first),
                    Arrays.copyOfRange(whole, first, second),
                    Arrays.copyOfRange(whole, second, whole.length)))
            .containsExactly("1|Ada", "2|null");
      }
    }
  }

  @Test
  @DisplayName("may have more in its header than is known")
  void longHeader() {
    assertThat(decode(bytes("5047434f50590aff0d0a00 00000000 00000003 010203" + ROWS + END)))
        .hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("is refused when it is no such thing")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "not the beginning of a COPY in binary, 5047434f50590aff0d0a01 00000000 00000000",
        "not the beginning of a COPY in binary, 5047434f50590aff0d0a00 00010000 00000000",
        "a row with 1 fields instead of 2, 5047434f50590aff0d0a00 00000000 00000000 0001",
        "more after the end of a COPY, 5047434f50590aff0d0a00 00000000 00000000 ffff 00",
        "a COPY without its end, 5047434f50590aff0d0a00 00000000 00000000",
        "a COPY without its end, 5047434f50590aff0d0a00 00000000 00000000 0002 00000004 0000",
        "a COPY without its end, 5047434f",
        "column id has something in binary that is no integer,"
            + " 5047434f50590aff0d0a00 00000000 00000000 0002 00000002 0001",
        "column name has something in binary that is no text,"
            + " 5047434f50590aff0d0a00 00000000 00000000 0002 ffffffff fffffffe",
      })
  void refused(String message, String binary) {
    assertThatThrownBy(() -> decode(bytes(binary)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static List<String> decode(byte[]... messages) {
    CopyDecoder decoder = CopyDecoder.binary(SCHEMA);
    RowText text = RowText.of(SCHEMA);
    List<String> rows = new ArrayList<>();
    for (byte[] message : messages) {
      decoder.decode(
          message,
          (bytes, from, length) -> rows.add(String.join("|", text.decode(bytes, from, length))));
    }
    decoder.end();
    return rows;
  }

  private static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
