package dev.tidemark.capture.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of COPY's text")
final class CopyTextTest {

  private static List<String> parse(String line, int columns) {
    return Arrays.asList(CopyText.parse(line.getBytes(StandardCharsets.UTF_8), columns));
  }

  @Test
  void has_its_values_between_tabs() {
    assertThat(parse("1\tzwölf\t\n", 3)).containsExactly("1", "zwölf", "");
  }

  @Test
  void has_null_as_backslash_N_and_nothing_else() {
    assertThat(parse("\\N\tN\t\\\\N\n", 3)).containsExactly(null, "N", "\\N");
  }

  @Test
  void has_a_backslash_before_what_would_be_mistaken() {
    assertThat(parse("a\\tb\\nc\\rd\\\\e\\bf\\fg\\vh\n", 1))
        .containsExactly("a\tb\nc\rd\\e\bf\fg\u000bh");
  }

  @Test
  void may_have_one_empty_value() {
    assertThat(parse("\n", 1)).containsExactly("");
  }

  @Test
  void is_refused_with_another_number_of_values() {
    assertThatThrownBy(() -> parse("1\t2\n", 3)).hasMessage("a row of COPY does not have 3 values");
    assertThatThrownBy(() -> parse("1\t2\n", 1)).hasMessage("a row of COPY does not have 1 values");
  }
}
