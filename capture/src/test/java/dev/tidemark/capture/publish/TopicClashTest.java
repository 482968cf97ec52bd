package dev.tidemark.capture.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Topics that Kafka does not take beside each other")
class TopicClashTest {

  @Test
  void two_that_are_wanted_differ_in_dots_and_underscores_only() {
    assertThat(TopicClash.find(List.of("shop.a.b_c", "shop.a_b.c"), Set.of()))
        .contains(new TopicClash("shop.a_b.c", "shop.a.b_c"));
  }

  @Test
  void one_is_there() {
    assertThat(TopicClash.find(List.of("shop.a.b"), Set.of("other", "shop_a.b")))
        .contains(new TopicClash("shop.a.b", "shop_a.b"));
  }

  @Test
  void others_do_not_clash_nor_does_one_with_itself() {
    assertThat(TopicClash.find(List.of("shop.a.b", "shop.a.c"), Set.of("shop.a.b", "shop-a.b")))
        .isEmpty();
  }
}
