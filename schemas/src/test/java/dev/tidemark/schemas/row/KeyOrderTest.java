package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.keyless;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  record TwoKeys(RowSchema schema, byte[] first, byte[] second) {}

  @Property(tries = 20_000)
  void theOrderIsAvros(@ForAll("twoKeys") TwoKeys keys) {
    byte[] a = keys.first();
    byte[] b = keys.second();
    Schema schema = keys.schema().key();

    int order = KeyOrder.of(schema).compare(a, 0, a.length, b, 0, b.length);

    assertThat(Integer.signum(order))
        .isEqualTo(Integer.signum(BinaryData.compare(a, 0, b, 0, schema)));
    assertThat(order == 0).isEqualTo(java.util.Arrays.equals(a, b));
  }

  @Property(tries = 20_000)
  void prefixesNeverFallAsKeysRise(@ForAll("twoKeys") TwoKeys keys) {
    byte[] a = keys.first();
    byte[] b = keys.second();
    KeyOrder order = KeyOrder.of(keys.schema().key());

    long first = order.prefix(a, 0, a.length);
    long second = order.prefix(b, 0, b.length);

    assertThat(List.of(first, second)).allMatch(prefix -> prefix >>> KeyOrder.PREFIX_BITS == 0);
    if (first != second) {
      assertThat(Integer.signum(order.compare(a, 0, a.length, b, 0, b.length)))
          .isEqualTo(Long.compare(first, second));
    }
  }

  @Test
  @DisplayName("A prefix tells numbers, texts and digests apart by their beginnings")
  void prefixes() {
    assertThat(prefix(ValueKind.INT64, "-1")).isLessThan(prefix(ValueKind.INT64, "0"));
    assertThat(prefix(ValueKind.INT64, "-9223372036854775808")).isZero();
    assertThat(prefix(ValueKind.INT64, "9223372036854775807")).isEqualTo((1L << 56) - 1);
    assertThat(prefix(ValueKind.TEXT, "")).isZero();
    assertThat(prefix(ValueKind.TEXT, "a")).isEqualTo(0x61_00_00_00_00_00_00L);
    assertThat(prefix(ValueKind.TEXT, "abcdefgh")).isEqualTo(0x61_62_63_64_65_66_67L);
  }

  private static long prefix(ValueKind kind, String value) {
    RowSchema schema = RowSchema.of(table("p.t", column("c", "its type", kind)));
    byte[] key = key(schema, List.of(value));
    return KeyOrder.of(schema.key()).prefix(key, 0, key.length);
  }

  @Test
  @DisplayName("Keys are compared where they lie")
  void offsets() {
    KeyOrder order =
        KeyOrder.of(RowSchema.of(table("p.t", column("c", "text", ValueKind.TEXT))).key());

    RowSlice a = new RowSlice(new byte[] {9, 9, 4, 'a', 'b', 9}, 2, 3);
    RowSlice b = new RowSlice(new byte[] {4, 'a', 'c'}, 0, 3);

    assertThat(order.compare(a, b)).isNegative();
    assertThat(order.compare(b, a)).isPositive();
    assertThat(order.compare(a, RowSlice.of(a.toByteArray()))).isZero();
  }

  @Test
  @DisplayName("A key that is cut short is malformed, not smaller")
  void cutShort() {
    KeyOrder order =
        KeyOrder.of(RowSchema.of(table("p.t", column("c", "text", ValueKind.TEXT))).key());
    byte[] whole = {4, 'a', 'b'};

    assertThatThrownBy(() -> order.compare(whole, 0, 3, whole, 0, 2))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("bytes are not what their schema says: they end in the middle of a value");
  }

  @Test
  @DisplayName("A schema that no table's key has is refused")
  void foreignSchema() {
    Schema nested =
        SchemaBuilder.record("K")
            .fields()
            .name("m")
            .type()
            .map()
            .values()
            .intType()
            .noDefault()
            .endRecord();

    assertThatThrownBy(() -> KeyOrder.of(nested))
        .isInstanceOf(UnreadableSchemaException.class)
        .hasMessage("the schema map is not that of a table's rows: it holds a MAP");
  }

  @Provide
  Arbitrary<TwoKeys> twoKeys() {
    List<Arbitrary<? extends TwoKeys>> choices = new ArrayList<>();
    ValueKind[] kinds = ValueKind.values();
    for (int i = 0; i < kinds.length; i++) {
      choices.add(twoKeysOf(List.of(kinds[i])));
      choices.add(twoKeysOf(List.of(kinds[i], kinds[(i + 1) % kinds.length], kinds[0])));
    }
    choices.add(twoWholeRowKeys());
    return Arbitraries.oneOf(choices).withoutEdgeCases();
  }

  private static Arbitrary<TwoKeys> twoKeysOf(List<ValueKind> kinds) {
    List<Column> columns = new ArrayList<>();
    List<Arbitrary<String>> values = new ArrayList<>();
    for (ValueKind kind : kinds) {
      columns.add(column("c" + columns.size(), "its type", kind));
      values.add(Texts.of(kind));
    }
    List<String> names = columns.stream().map(Column::name).toList();
    RowSchema schema = RowSchema.of(table("p.t", names, columns.toArray(Column[]::new)));
    Arbitrary<List<String>> rows = Combinators.combine(values).as(list -> list);
    // Often the same beginning, so that later fields decide too.
    return Combinators.combine(rows, rows, Arbitraries.integers().between(0, kinds.size()))
        .as(
            (first, second, shared) -> {
              List<String> other = new ArrayList<>(first.subList(0, shared));
              other.addAll(second.subList(shared, second.size()));
              return new TwoKeys(schema, key(schema, first), key(schema, other));
            });
  }

  private static Arbitrary<TwoKeys> twoWholeRowKeys() {
    RowSchema schema = RowSchema.of(keyless("p.t", column("c", "integer", ValueKind.INT32)));
    Arbitrary<byte[]> keys =
        Combinators.combine(
                Arbitraries.of("1", "2"), Arbitraries.integers().between(0, Integer.MAX_VALUE))
            .as(
                (value, copy) -> {
                  AvroOutput out = new AvroOutput();
                  WholeRowKey.write(RowSlice.of(key(schema, List.of(value))), copy, out);
                  return out.toByteArray();
                });
    return Combinators.combine(keys, keys).as((a, b) -> new TwoKeys(schema, a, b));
  }

  private static byte[] key(RowSchema schema, List<String> values) {
    AvroOutput out = new AvroOutput();
    RowEncoder.of(schema).encodeKey(values.toArray(String[]::new), out);
    return out.toByteArray();
  }
}
