package dev.tidemark.restorer.target;

import static dev.tidemark.restorer.target.TargetSpec.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.encode.CopyBuffer;
import dev.tidemark.restorer.encode.CopyDecoder;
import dev.tidemark.restorer.encode.CopyEncoder;
import dev.tidemark.restorer.target.SentRows.Sums;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.ValueKind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Rows that were sent")
class SentRowsTest {

  private static final RowSchema SCHEMA =
      RowSchema.of(
          Definitions.table("public.t")
              .column("id", "integer", ValueKind.INT32)
              .column("note", "text", ValueKind.TEXT)
              .build());

  private static final byte[] HEADER = hex("5047434f50590aff0d0a00 00000000 00000000");
  private static final byte[] END = hex("ffff");

  @Test
  @DisplayName("add up to what the archive has when they were encoded as they are")
  void sameRows() {
    // given
    RowSum expected = new RowSum();
    for (long n = 0; n < 1_000; n++) {
      byte[] row = encoded("" + n, n % 3 == 0 ? null : "note " + n);
      expected.add(row, 0, row.length);
    }

    // when
    Sums sent = sent(1_000, "note ").orElseThrow();

    // then
    assertThat(sent.rows()).isEqualTo(expected.checksum());
  }

  @Test
  @DisplayName("add up to something else when they were encoded as others")
  void otherRows() {
    Sums sent = sent(1_000, "note ").orElseThrow();
    Sums others = sent(1_000, "not  ").orElseThrow();

    assertThat(others.rows()).isNotEqualTo(sent.rows());
    assertThat(others.asServer()).isNotEqualTo(sent.asServer());
  }

  @Test
  @DisplayName("are not known when one message was very large")
  void largeRow() {
    assertThat(sent(HEADER, new byte[SentRows.LARGEST + 1], END)).isEmpty();
  }

  @Test
  @Timeout(60)
  @DisplayName("are not known when one of them cannot be decoded, however many follow")
  void undecodable() {
    byte[][] messages = new byte[1_000][];
    // An integer of two bytes.
    Arrays.fill(messages, hex("0002 00000002 0001 ffffffff"));
    messages[0] = HEADER;

    assertThat(sent(messages)).isEmpty();
  }

  @Test
  @DisplayName("are not known when a value has fewer bytes than none")
  void negativeLength() {
    assertThat(sent(HEADER, hex("0002 fffffff0 ffffffff"), END)).isEmpty();
  }

  @Test
  @DisplayName("are known when there are none")
  void none() {
    assertThat(sent(HEADER, END).orElseThrow().rows().rows()).isZero();
  }

  private static Optional<Sums> sent(byte[]... messages) {
    try (SentRows sent = new SentRows(CopyDecoder.binary(SCHEMA))) {
      for (byte[] message : messages) {
        sent.take(message, message.length);
      }
      return sent.end();
    }
  }

  private static Optional<Sums> sent(long count, String note) {
    CopyEncoder encoder = CopyEncoder.of(SCHEMA);
    CopyBuffer buffer = new CopyBuffer(16);
    try (SentRows sent = new SentRows(CopyDecoder.binary(SCHEMA))) {
      encoder.begin(buffer);
      for (long n = 0; n < count; n++) {
        byte[] row = encoded("" + n, n % 3 == 0 ? null : note + n);
        encoder.row(row, 0, row.length, buffer);
        sent.take(buffer.array(), buffer.size());
        buffer.clear();
      }
      encoder.end(buffer);
      sent.take(buffer.array(), buffer.size());
      return sent.end();
    }
  }

  private static byte[] encoded(@Nullable String... values) {
    AvroOutput out = new AvroOutput();
    RowEncoder.of(SCHEMA).encodeRow(row(values), out);
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
