package dev.tidemark.schemas.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableIdTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "public.orders, public, orders",
        "Public.Orders, Public, Orders",
        "public.\"a.b\", public, a.b",
        "\"my.schema\".\"say \"\"hi\"\"\", my.schema, 'say \"hi\"'",
        "public.größe, public, größe",
        "public.a b, public, a b",
      })
  @DisplayName("schema.table is read, with quotes where a part needs them")
  void parse(String text, String schema, String table) {
    assertThat(TableId.parse(text)).isEqualTo(new TableId(schema, table));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "orders", ".", "public.", ".orders", "a.b.c", "a.\"b", "a\"b.c", "\"\".b"})
  @DisplayName("Anything else is refused, and the message says what to write")
  void refused(String text) {
    assertThatThrownBy(() -> TableId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a table; write schema.table, for example public.orders");
  }

  @Property
  void whatIsShownIsReadBack(
      @ForAll @StringLength(min = 1, max = 8) @Chars({'.', '"', 'a', ' ', 'ü'}) String schema,
      @ForAll @StringLength(min = 1, max = 8) @CharRange(from = ' ', to = '~') String table) {
    TableId id = new TableId(schema, table);

    assertThat(TableId.parse(id.toString())).isEqualTo(id);
    assertThat(TableId.parse(id.quoted())).isEqualTo(id);
  }

  @Test
  @DisplayName("For SQL both parts are quoted")
  void quoted() {
    assertThat(new TableId("public", "say \"hi\"").quoted())
        .isEqualTo("\"public\".\"say \"\"hi\"\"\"");
  }
}
