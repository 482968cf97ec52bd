package dev.tidemark.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.CollectionName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearNamesSpec {

  @Test
  void the_distance_counts_letters_inserted_deleted_and_replaced() {
    assertThat(NearNames.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearNames.distance("", "abc")).isEqualTo(3);
    assertThat(NearNames.distance("same", "same")).isZero();
  }

  @Test
  void near_are_slips_of_the_pen_and_beginnings_the_nearest_first() {
    List<CollectionName> known = names("orders", "order", "odd", "orders_archive", "billing");

    assertThat(NearNames.of(new CollectionName("ordrs"), known))
        .isEqualTo(names("orders", "order"));
    assertThat(NearNames.of(new CollectionName("orders_"), known))
        .isEqualTo(names("orders", "order", "orders_archive"));
    assertThat(NearNames.of(new CollectionName("warehouse"), known)).isEmpty();
  }

  private static List<CollectionName> names(String... names) {
    return Stream.of(names).map(CollectionName::new).toList();
  }
}
