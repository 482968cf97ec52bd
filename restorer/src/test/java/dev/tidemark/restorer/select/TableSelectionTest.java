package dev.tidemark.restorer.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.select.TargetSchemas.Numbered;
import dev.tidemark.restorer.select.TargetSchemas.One;
import dev.tidemark.restorer.select.TargetSchemas.Own;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The choice of tables")
class TableSelectionTest {

  private static final TableDefinition SHOP = table("shop.orders");
  private static final TableDefinition CRM = table("crm.orders");
  private static final TableDefinition PEOPLE = table("crm.people");

  @Test
  @DisplayName("is all of them under their own names, unless told")
  void all() {
    assertThat(
            TableSelection.select(
                List.of(SHOP, CRM), Set.of(), new Own(), TableSelectionTest::never))
        .containsExactly(new RestoredTable(CRM, CRM.id()), new RestoredTable(SHOP, SHOP.id()));
  }

  @Test
  @DisplayName("can be some of them, in another schema")
  void some() {
    assertThat(
            TableSelection.select(
                List.of(SHOP, CRM, PEOPLE),
                Set.of(SHOP.id(), PEOPLE.id()),
                new One("copy"),
                TableSelectionTest::never))
        .containsExactly(
            new RestoredTable(PEOPLE, new TableId("copy", "people")),
            new RestoredTable(SHOP, new TableId("copy", "orders")));
  }

  @Test
  @DisplayName("can go beside its own schemas, each of them to one of a number")
  void numbered() {
    assertThat(
            TableSelection.select(
                List.of(SHOP, CRM, PEOPLE),
                Set.of(),
                new Numbered("drill"),
                TableSelectionTest::never))
        .containsExactly(
            new RestoredTable(CRM, new TableId("drill_1", "orders")),
            new RestoredTable(PEOPLE, new TableId("drill_1", "people")),
            new RestoredTable(SHOP, new TableId("drill_2", "orders")));
  }

  @Test
  @DisplayName("must not bring two tables under one name")
  void collision() {
    assertThatThrownBy(
            () ->
                TableSelection.select(
                    List.of(SHOP, CRM), Set.of(), new One("copy"), TableSelectionTest::never))
        .isInstanceOf(ChooseTablesException.class)
        .hasMessage("crm.orders and shop.orders would both be called copy.orders");
  }

  @Test
  @DisplayName("must not bring two indexes under one name either")
  void indexCollision() {
    // given
    TableDefinition first =
        Definitions.table("a.x")
            .column("id", "integer", ValueKind.INT32)
            .index("i", "(id)")
            .build();
    TableDefinition second =
        Definitions.table("b.y")
            .column("id", "integer", ValueKind.INT32)
            .index("i", "(id)")
            .build();

    // when, then
    assertThatThrownBy(
            () ->
                TableSelection.select(
                    List.of(first, second), Set.of(), new One("copy"), TableSelectionTest::never))
        .hasMessage("the index of a.x and the index of b.y would both be called copy.i");
  }

  @Test
  @DisplayName("names what is not in the collection")
  void unknown() {
    assertThatThrownBy(
            () ->
                TableSelection.select(
                    List.of(SHOP, CRM),
                    Set.of(new TableId("shop", "order")),
                    new Own(),
                    TableSelectionTest::never))
        .isInstanceOf(ChooseTablesException.class)
        .hasMessage("there is no table shop.order in the collection at this restore point")
        .extracting(e -> ((ChooseTablesException) e).hint())
        .isEqualTo("Its tables there are: crm.orders, shop.orders.");
  }

  @Test
  @DisplayName("says why one is not there that was, or will be")
  void absent() {
    assertThatThrownBy(
            () ->
                TableSelection.select(
                    List.of(SHOP),
                    Set.of(CRM.id()),
                    new Own(),
                    table -> Optional.of("was added at sequence 7, and is still being read")))
        .hasMessage(
            "there is no table crm.orders in the collection at this restore point: it was added at"
                + " sequence 7, and is still being read");
  }

  private static Optional<String> never(TableId table) {
    return Optional.empty();
  }

  private static TableDefinition table(String name) {
    return Definitions.table(name).column("id", "integer", ValueKind.INT32).build();
  }
}
