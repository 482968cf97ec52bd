package dev.tidemark.capture.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.catalog.KeyOperators;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyConditionsTest {

  private static final KeyOperators CITEXT =
      new KeyOperators("OPERATOR(ext.=)", "OPERATOR(ext.>=)", "OPERATOR(ext.>)");

  private static KeyConditions key(KeyOperators first) {
    return new KeyConditions(List.of("it's", "n"), List.of(first, KeyOperators.BUILT_IN));
  }

  @Test
  void keys_of_built_in_types_are_compared_as_rows() {
    KeyConditions key = key(KeyOperators.BUILT_IN);

    assertThat(key.order()).isEqualTo("\"it's\", \"n\"");
    assertThat(key.after(List.of("o'a", "1"))).isEqualTo("(\"it's\", \"n\") > ('o''a', '1')");
    assertThat(key.among(List.of(List.of("a", "1"), List.of("b", "2"))))
        .isEqualTo("(\"it's\", \"n\") IN (('a', '1'), ('b', '2'))");
  }

  @Test
  void keys_of_other_types_are_compared_column_by_column_by_their_own_operators() {
    KeyConditions key = key(CITEXT);

    assertThat(key.after(List.of("o'a", "1")))
        .isEqualTo(
            "(\"it's\" OPERATOR(ext.>=) 'o''a' AND (\"it's\" OPERATOR(ext.>) 'o''a' OR"
                + " \"n\" > '1'))");
    assertThat(key.among(List.of(List.of("a", "1"), List.of("b", "2"))))
        .isEqualTo(
            "(\"it's\" OPERATOR(ext.=) 'a' AND \"n\" = '1') OR"
                + " (\"it's\" OPERATOR(ext.=) 'b' AND \"n\" = '2')");
  }
}
