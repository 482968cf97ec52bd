package dev.tidemark.capture.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A look at the catalog")
final class LookTest {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Tables ORDERS = Tables.table("public.orders", "id", "name");
  private static final Tables ITEMS = Tables.table("public.items", "id");
  private static final TableId GONE = TableId.parse("public.gone");

  private static Look look(Tables... tables) {
    return Look.of(List.of(tables).stream().map(Tables::state).toList(), List.of(GONE));
  }

  @Test
  void has_a_digest_of_all_that_matters_and_not_of_what_moves_by_itself() {
    String digest = look(ORDERS, ITEMS).digest();

    TableState used =
        new TableState(ORDERS.definition(99), 7_000, 1, ORDERS.state().attributes(), List.of());
    assertThat(Look.of(List.of(ITEMS.state(), used), List.of(GONE)).digest()).isEqualTo(digest);
    assertThat(look(ORDERS, ITEMS.add("more")).digest()).isNotEqualTo(digest);
    assertThat(look(ORDERS.refile(), ITEMS).digest()).isNotEqualTo(digest);
    assertThat(look(ORDERS.republish(), ITEMS).digest()).isNotEqualTo(digest);
    assertThat(look(ORDERS.stamp("name"), ITEMS).digest()).isNotEqualTo(digest);
    assertThat(Look.of(List.of(ORDERS.state(), ITEMS.state()), List.of()).digest())
        .isNotEqualTo(digest);
  }

  @Test
  void tells_only_what_is_new_since_the_look_before() {
    Look before = look(ORDERS, ITEMS);
    Look now = Look.of(List.of(ORDERS.add("more").state()), List.of(GONE, ITEMS.table()));

    LookNews news = LookNews.between(SHOP, before, now);

    assertThat(news.stated()).containsExactly(ORDERS.add("more").state());
    assertThat(news.missing()).containsExactly(ITEMS.table());
    assertThat(news.digest()).isEqualTo(now.digest());
    assertThat(LookNews.between(SHOP, Look.NOTHING, now).missing())
        .containsExactly(GONE, ITEMS.table());
  }

  @Test
  void reads_back_as_it_was_written() {
    LookNews news = LookNews.between(SHOP, Look.NOTHING, look(ORDERS, ITEMS.rekey(null)));

    assertThat(LookJson.read(LookJson.write(news), SHOP)).contains(news);
    TableState labelled = ORDERS.labelled(new EnumLabel("public.mood", 7_001, "it's größer"));
    assertThat(LookJson.readState(LookJson.write(labelled))).isEqualTo(labelled);
    assertThat(LookJson.readMissing(LookJson.write(labelled))).isEmpty();
    assertThat(LookJson.readMissing(LookJson.writeMissing(GONE))).contains(GONE);
    assertThat(LookJson.read(LookJson.write(news), new CollectionName("other"))).isEmpty();
    assertThatThrownBy(() -> LookJson.read("{", SHOP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a look at a catalog: ");
  }
}
