package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.keyless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.Golden;
import dev.tidemark.schemas.table.ValueKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WholeRowKeyTest {

  private static final RowSchema SCHEMA =
      RowSchema.of(
          keyless(
              "public.log",
              column("level", "integer", ValueKind.INT32),
              column("text", "text", ValueKind.TEXT)));
  private static final RowEncoder ENCODER = RowEncoder.of(SCHEMA);

  @Test
  @DisplayName("The key of a row without a key is the SHA-256 of its bytes, and copy 0")
  void digest() throws NoSuchAlgorithmException {
    AvroOutput row = new AvroOutput();
    ENCODER.encodeRow(new String[] {"3", "it is"}, row);
    AvroOutput out = new AvroOutput();
    out.writeByte(99);

    ENCODER.encodeKey(new String[] {"3", "it is"}, out);

    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(row.toByteArray());
    byte[] key = Arrays.copyOf(sha256, 33);
    assertThat(out.toByteArray()).startsWith(99).endsWith(key).hasSize(34);
  }

  @Test
  @DisplayName("Its schema and bytes of version 1 stay what they are")
  void golden() {
    assertThat(SCHEMA.key()).hasToString(Golden.text("whole-row-key.schema.json"));
    assertThat(key("3", "it is").toByteArray()).isEqualTo(Golden.bytes("whole-row-key.hex"));
  }

  @Test
  @DisplayName("Nulls and texts that look alike make different keys; equal rows make equal ones")
  void different() {
    assertThat(key(null, "")).isEqualTo(key(null, ""));
    assertThat(key(null, "")).isNotEqualTo(key(null, null));
    assertThat(key("1", "1")).isNotEqualTo(key("1", "11"));
  }

  @Test
  @DisplayName("A row of which a value was not sent has no key")
  void unchanged() {
    assertThatThrownBy(() -> key("1", RowEncoder.UNCHANGED))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessage(
            "a value of column text (text) of public.log is missing, though it is in the key");
  }

  @Test
  @DisplayName("Copies of a row differ in their number and stand in its order")
  void copies() {
    RowSlice unnumbered = key("1", "a");
    RowSlice second = numbered(unnumbered, 2);
    RowSlice hundredth = numbered(unnumbered, 100);
    KeyOrder order = KeyOrder.of(SCHEMA.key());

    assertThat(WholeRowKey.copy(unnumbered)).isEqualTo(WholeRowKey.UNNUMBERED);
    assertThat(WholeRowKey.copy(hundredth)).isEqualTo(100);
    assertThat(WholeRowKey.compareRows(second, hundredth)).isZero();
    assertThat(order.compare(second, hundredth)).isNegative();
    RowSlice other = numbered(key("2", "a"), 1);
    assertThat(Integer.signum(WholeRowKey.compareRows(second, other)))
        .isNotZero()
        .isEqualTo(Integer.signum(order.compare(second, other)));
  }

  @Test
  @DisplayName("It reads as its digest in hexadecimal digits and its number")
  void texts() {
    RowSlice key = numbered(key("1", "a"), 7);

    assertThat(RowText.of(SCHEMA).decodeKey(key.array(), key.offset(), key.length()))
        .satisfiesExactly(
            digest -> assertThat(digest).matches("[0-9a-f]{64}"),
            copy -> assertThat(copy).isEqualTo("7"));
  }

  @Test
  @DisplayName("A key that is cut short is malformed")
  void cutShort() {
    assertThatThrownBy(() -> WholeRowKey.copy(RowSlice.of(new byte[32])))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("bytes are not what their schema says: a key ends in the middle of its digest");
  }

  private static RowSlice key(String... values) {
    AvroOutput out = new AvroOutput();
    ENCODER.encodeKey(values, out);
    return RowSlice.of(out.toByteArray());
  }

  private static RowSlice numbered(RowSlice key, int copy) {
    AvroOutput out = new AvroOutput();
    WholeRowKey.write(key, copy, out);
    return RowSlice.of(out.toByteArray());
  }
}
