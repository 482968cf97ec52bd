package dev.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  private static final Topics TOPICS = new Topics(new CollectionName("shop"));

  @ParameterizedTest
  @CsvSource({
    "public, orders, shop.public.orders",
    "public, order_items, shop.public.order_items",
    "public, Order-2, shop.public.Order-2",
    "my.schema, a b, shop.my_x002E_schema.a_x0020_b",
    "public, größe, shop.public.gr_x00F6__x00DF_e",
    "public, _x, shop.public._x005F_x",
    "public, _x0041_, shop.public._x005F_x0041_",
    "public, __x_, shop.public.__x005F_x_",
    "public, \uD83D\uDE00, shop.public._xD83D__xDE00_",
    "public, timeline, shop.public.timeline",
  })
  @DisplayName("A table's topic has its name, with escapes for what a topic may not have")
  void changes(String schema, String table, String topic) {
    assertThat(TOPICS.changes(new TableId(schema, table))).isEqualTo(topic);
    assertThat(TOPICS.tableOf(topic)).contains(new TableId(schema, table));
  }

  @Property(tries = 5000)
  void everyTopicIsLegalAndSaysItsTable(
      @ForAll("names") String schema, @ForAll("names") String table) {
    TableId id = new TableId(schema, table);

    String topic = TOPICS.changes(id);

    assertThat(topic).matches("[a-zA-Z0-9._-]{1,249}");
    assertThat(TOPICS.tableOf(topic)).contains(id);
  }

  @Property(tries = 5000)
  void noTwoNamesMakeOneTopic(@ForAll("names") String one, @ForAll("names") String other) {
    assertThat(TopicText.escape(one).equals(TopicText.escape(other))).isEqualTo(one.equals(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.timeline",
        "shop.schemas",
        "shop2.public.orders",
        "shop.public.",
        "shop..orders",
        "shop.public.a.b",
        "shop.public.a_x",
        "shop.public.a_x00",
        "shop.public.a_xGGGG_",
        "shop.public.a_x00f6_",
        "shop.public.a_x0041_",
        "other",
      })
  @DisplayName("A topic that is no table's is nobody's")
  void notATable(String topic) {
    assertThat(TOPICS.tableOf(topic)).isEmpty();
  }

  @Test
  @DisplayName("The two other topics are named after the collection")
  void others() {
    assertThat(TOPICS.timeline()).isEqualTo("shop.timeline");
    assertThat(TOPICS.schemas()).isEqualTo("shop.schemas");
  }

  @Test
  @DisplayName("A name too long for Kafka is refused, and the table named")
  void tooLong() {
    TableId table = new TableId("public", "ü".repeat(40));

    assertThatThrownBy(() -> TOPICS.changes(table))
        .isInstanceOf(TopicNameTooLongException.class)
        .hasMessage(
            "the topic of table public."
                + "ü".repeat(40)
                + " would have a name of 292 characters; Kafka takes 249");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("_xX0041.é").ofMinLength(1).ofMaxLength(16),
        Arbitraries.strings().ofMinLength(1).ofMaxLength(16));
  }
}
