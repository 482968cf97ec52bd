package dev.tidemark.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.operation.EraseOrder;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErasuresSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final SqlParser PARSER = new SqlParser(ZoneOffset.UTC);

  @Test
  void rows_are_erased_of_tables_each_with_its_condition() {
    Statement.Erase erase =
        (Statement.Erase)
            parsed(
                "ERASE FROM shop TABLE public.people WHERE id = 7, public.letters WHERE person = 7,"
                    + " TABLE public.people WHERE email LIKE 'b%' WITH (DRY_RUN = TRUE, TOPICS ="
                    + " FALSE)");

    assertThat(erase.name()).isEqualTo(SHOP);
    assertThat(erase.order().conditions().toString())
        .contains("(id = 7 OR email LIKE 'b%')", "person = 7");
    assertThat(erase.order().isDryRun()).isTrue();
    assertThat(erase.order().topics()).isEqualTo(EraseOrder.Topics.KEEP);
    assertThat(erase.order()).hasToString("erasure from [public.letters, public.people]");
    assertThat(parsed("ERASE FROM erase TABLE public.t WHERE erase = 1"))
        .isInstanceOf(Statement.Erase.class);
    assertWrong(
        "ERASE FROM shop TABLE public.people",
        """
        line 1, column 36: the statement ends too early; expected WHERE
          ERASE FROM shop TABLE public.people
                                             ^""");
  }

  @Test
  void conditions_of_a_command_are_read_as_the_statement_that_they_are() {
    TableId people = new TableId("public", "people");

    assertThat(
            PARSER
                .conditions(SHOP, List.of(Map.entry(people, "id = 7 -- Bob")))
                .get(people)
                .condition())
        .hasToString("id = 7");
    assertThatThrownBy(
            () -> PARSER.conditions(SHOP, List.of(Map.entry(people, "id = 7; BACKUP shop"))))
        .isInstanceOf(SqlException.class)
        .hasMessage("a condition is what stands after WHERE, and one of these is more");
  }

  private static Statement parsed(String text) {
    List<Statement> statements = PARSER.parse(text);
    assertThat(statements).hasSize(1);
    return statements.get(0);
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> PARSER.parse(text))
        .isInstanceOf(SqlException.class)
        .hasMessage(message);
  }
}
