package dev.tidemark.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedTablesSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final SqlParser PARSER = new SqlParser(ZoneOffset.UTC);

  @Test
  void tables_are_put_into_a_collection_and_taken_out() {
    assertThat(
            PARSER.parse(
                """
            ALTER BACKUP COLLECTION shop ADD TABLE public.orders, TABLE "Odd"."Name" WITH (WAIT = '1m');
            ALTER BACKUP COLLECTION shop DROP TABLE public.orders;
            ALTER BACKUP COLLECTION add ADD TABLE add.add
            """))
        .containsExactly(
            new Statement.ChangeTables(
                SHOP,
                new AlterTables.Order.Add(
                    Set.of(TableId.parse("public.orders"), new TableId("Odd", "Name"))),
                Duration.ofMinutes(1)),
            new Statement.ChangeTables(
                SHOP,
                new AlterTables.Order.Drop(Set.of(TableId.parse("public.orders"))),
                Statement.PATIENCE),
            new Statement.ChangeTables(
                new CollectionName("add"),
                new AlterTables.Order.Add(Set.of(TableId.parse("add.add"))),
                Statement.PATIENCE));
    assertThatThrownBy(() -> PARSER.parse("ALTER BACKUP COLLECTION shop ADD public.orders"))
        .hasMessageStartingWith("line 1, column 34: expected TABLE, not public");
    assertThatThrownBy(() -> PARSER.parse("ALTER BACKUP COLLECTION shop RENAME"))
        .hasMessageStartingWith("line 1, column 30: expected ADD, DROP, RESET or SET, not RENAME");
  }
}
