package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.keyless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.table.ValueKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A short key")
class ShortKeyTest {

  private static final RowSchema SCHEMA =
      RowSchema.of(keyless("public.log", column("line", "text", ValueKind.TEXT)));

  private final RowSlice row = row("it is");
  private final RowSlice key = key("it is", 300);

  @Test
  @DisplayName("is a byte and the number of the copy beside its row, and the key again")
  void besideItsRow() {
    RowSlice stored = stored(key, row);

    assertThat(stored.length()).isEqualTo(1 + 2);
    assertThat(read(stored, row)).isEqualTo(key);
  }

  @Test
  @DisplayName("has the digest beside no row, and beside another")
  void besideAnother() {
    RowSlice other = row("it was");

    assertThat(read(stored(key, null), null)).isEqualTo(key);
    assertThat(read(stored(key, other), other)).isEqualTo(key);
    assertThat(stored(key, other).length()).isEqualTo(1 + 32 + 2);
  }

  @Test
  @DisplayName("has a schema of its own, from which that of keys is made again")
  void schemas() {
    assertThat(ShortKey.isSchema(SCHEMA.key())).isFalse();
    assertThat(ShortKey.isSchema(ShortKey.schema(SCHEMA.key()))).isTrue();
    assertThat(ShortKey.keySchema(ShortKey.schema(SCHEMA.key()))).isEqualTo(SCHEMA.key());
    assertThat(ShortKey.keySchema(ShortKey.schema(SCHEMA.key())))
        .hasToString(SCHEMA.key().toString());
  }

  @Test
  @DisplayName("that needs its row and has none is malformed, and so is one that does not end well")
  void malformed() {
    RowSlice stored = stored(key, row);

    assertMalformed(stored, null, "a key has no digest, and no row to make it of");
    assertMalformed(RowSlice.of(new byte[] {4, 2}), row, "a key has no digest");
    assertMalformed(RowSlice.of(new byte[] {0, 2, 2}), row, "something follows a key");
    assertMalformed(RowSlice.of(new byte[20]), row, "something follows a key");
    assertMalformed(RowSlice.of(new byte[] {2, 2}), row, "they end in the middle of a value");
  }

  private void assertMalformed(RowSlice stored, @Nullable RowSlice beside, String message) {
    assertThatThrownBy(() -> read(stored, beside))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining(message);
  }

  private static RowSlice stored(RowSlice key, @Nullable RowSlice row) {
    AvroOutput out = new AvroOutput();
    new ShortKey().write(key, row, out);
    return RowSlice.of(out.toByteArray());
  }

  private static RowSlice read(RowSlice stored, @Nullable RowSlice row) {
    AvroOutput out = new AvroOutput();
    new ShortKey().read(stored, row, out);
    return RowSlice.of(out.toByteArray());
  }

  private static RowSlice row(String line) {
    AvroOutput out = new AvroOutput();
    int[] unused = RowEncoder.of(SCHEMA).encodeRow(new String[] {line}, out);
    return RowSlice.of(out.toByteArray());
  }

  private static RowSlice key(String line, int copy) {
    AvroOutput unnumbered = new AvroOutput();
    RowEncoder.of(SCHEMA).encodeKey(new String[] {line}, unnumbered);
    AvroOutput out = new AvroOutput();
    WholeRowKey.write(RowSlice.of(unnumbered), copy, out);
    return RowSlice.of(out.toByteArray());
  }
}
