package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A run's name")
class RunNameTest {

  @ParameterizedTest
  @CsvSource({
    "public, orders, 0, 1, public.orders/delta-00.avro",
    "public, orders, 12, 2, public.orders/delta-12.2.avro",
    "public, a/../b, 0, 1, public.a_x002F__x002E__x002E__x002F_b/delta-00.avro",
    "public, a_xb, 0, 1, public.a_x005F_xb/delta-00.avro",
    "a.b, ü, 0, 1, a_x002E_b._x00FC_/delta-00.avro"
  })
  @DisplayName("is a path that every file system takes")
  void path(String schema, String table, int partition, int part, String path) {
    assertThat(name(new TableId(schema, table), partition, part).path()).isEqualTo(path);
  }

  @Test
  @DisplayName("of a table with a very long one is cut, and still its own")
  void longNames() {
    String first = name(new TableId("ä".repeat(31), "ö".repeat(31)), 0, 1).path();
    String second = name(new TableId("ä".repeat(31), "ö".repeat(30) + "ü"), 0, 1).path();

    assertThat(first.indexOf('/')).isLessThan(255);
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  @DisplayName("is what its sync marker is made of")
  void identity() {
    assertThat(name(new TableId("public", "orders"), 3, 1).identity())
        .isEqualTo("shop 4 9 public.orders delta 3 1");
  }

  private static RunName name(TableId table, int partition, int part) {
    return new RunName(
        new CollectionName("shop"),
        Sequence.of(4),
        Sequence.of(9),
        table,
        RunRole.DELTA,
        partition,
        part);
  }
}
