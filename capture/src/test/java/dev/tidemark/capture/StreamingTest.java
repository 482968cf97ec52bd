package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A capture")
final class StreamingTest {

  private static final TableId ORDERS = TableId.parse("public.orders");

  private final SourceServer source = SourceServer.database();

  @Test
  void takes_the_rows_that_are_there_and_then_every_change() {
    source.execute(
        "CREATE TABLE public.orders (id int PRIMARY KEY, what text, price numeric(10,2))",
        "INSERT INTO public.orders VALUES (1, 'tea', 2.50), (2, null, null)");
    try (Running capture = Running.start(source, "public.orders").afterSnapshot()) {

      source.execute(
          "INSERT INTO public.orders SELECT i, 'nr ' || i, i FROM generate_series(3, 5) i",
          "UPDATE public.orders SET price = price + 1 WHERE id = 3",
          "DELETE FROM public.orders WHERE id = 4");
      History history = capture.caughtUp();

      assertThat(history.table(ORDERS).values())
          .extracting(row -> row.values().stream().toList())
          .containsExactlyElementsOf(source.rows("SELECT * FROM public.orders ORDER BY id"));
    }
  }
}
