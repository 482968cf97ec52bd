package dev.tidemark.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonSpec {

  private static final List<String> THREE = List.of("(1,a)", "(2,b)", "(3,c)");
  private static final List<String> RUINED = List.of("(1,a)", "(2,x)", "(3,x)");

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  @Test
  void equal_rows_are_counted_and_said_to_be_the_same() {
    assertThat(compared(THREE, THREE)).isTrue();
    assertThat(text.toString(StandardCharsets.UTF_8))
        .contains("orders                  3         3         3           0             2");
  }

  @Test
  void one_row_that_differs_is_enough_to_say_so() {
    assertThat(compared(THREE, List.of("(1,a)", "(2,b)", "(3,d)"))).isFalse();
    assertThat(text.toString(StandardCharsets.UTF_8))
        .contains("orders                  3         3         2           1             2");
  }

  @Test
  void a_row_too_few_or_too_many_differs() {
    assertThat(compared(THREE, List.of("(1,a)", "(2,b)"))).isFalse();
    assertThat(compared(THREE, List.of("(1,a)", "(2,b)", "(3,c)", "(4,d)"))).isFalse();
  }

  private boolean compared(List<String> before, List<String> rescued) {
    Console console =
        new Console(
            new PrintStream(text, true, StandardCharsets.UTF_8),
            new PrintStream(text, true, StandardCharsets.UTF_8),
            Map.of(),
            false);
    return new Comparison(orders(before), orders(RUINED), orders(rescued))
        .print(new Narrator(console));
  }

  private static Snapshot orders(List<String> rows) {
    return new Snapshot(new TreeMap<>(Map.of("orders", rows)));
  }
}
