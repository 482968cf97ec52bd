package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.RestoreReport.Restored;
import dev.tidemark.restorer.filter.Condition;
import dev.tidemark.restorer.filter.CorrectConditionException;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.schemas.change.TableId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A condition chooses the rows of one table. */
@DisplayName("A restore of some rows")
class SomeRowsTest {

  private final Shop shop = new Shop();

  @Test
  @DisplayName("has those that a condition is true of, and tells it in the plan")
  void someRows() {
    Condition bob = new Condition.Like("name", "B%");
    TableChoice some =
        new TableChoice(Set.of(TableId.parse("public.customers")), Optional.of("kept"))
            .with(new RowCondition(bob, ZoneOffset.UTC));

    RestoreReport report = shop.restore(shop.at(4).with(some));

    assertThat(shop.database.rows("SELECT * FROM kept.customers")).containsExactly("2|Bob");
    assertThat(((Restored) report.outcome()).rows()).isEqualTo(1);
    assertThat(report.plan()).last().isEqualTo("keep the rows where name LIKE 'B%'");
  }

  @Test
  @DisplayName("does not put them in the place of all")
  void someRowsInPlaceOfAll() {
    assertRefusedInPlaceOfAll(Optional.empty());
  }

  @Test
  @DisplayName("does not put them in the place of all when the table's own schema is named")
  void someRowsIntoItsOwnSchema() {
    assertRefusedInPlaceOfAll(Optional.of("public"));
  }

  private void assertRefusedInPlaceOfAll(Optional<String> schema) {
    RowCondition condition = new RowCondition(new Condition.Like("name", "B%"), ZoneOffset.UTC);
    TableChoice some =
        new TableChoice(Set.of(TableId.parse("public.customers")), schema).with(condition);

    shop.assertProblem(
        shop.at(4).with(some).with(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE)),
        CorrectConditionException.class,
        "only some rows of public.customers would be restored, and take the place of all that the"
            + " target has",
        "Restore them beside it, into another schema, and copy them over from there.");
  }

  @Test
  @DisplayName("is refused when a condition would be for several tables")
  void conditionOnSeveral() {
    RowCondition condition = new RowCondition(new Condition.IsNull("id"), ZoneOffset.UTC);

    shop.assertProblem(
        shop.at(4).with(TableChoice.ALL.with(condition)),
        CorrectConditionException.class,
        "a condition is for the rows of one table, and 2 would be restored: public.customers,"
            + " public.orders",
        "Name the one table, and restore the others without a condition.");
  }
}
