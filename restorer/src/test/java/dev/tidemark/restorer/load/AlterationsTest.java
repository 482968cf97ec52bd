package dev.tidemark.restorer.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Rows of a table that is altered again and again. */
final class AlterationsTest {

  /** Few, so that names are often given anew. */
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static final List<String> VALUES = Arrays.asList("x", "", "y", null, "z");

  @Property(tries = 3000)
  void rowsOfAnyTimeHaveTheValuesThatTheDatabaseHas(
      @ForAll @Size(max = 40) List<@IntRange(max = 999) Integer> numbers) {
    AlteredTable table = new AlteredTable();

    numbers.forEach(number -> happen(table, number));

    assertThat(table.adapted()).isEqualTo(table.rows());
  }

  /** One digit says what happens, the others to which column and with which value. */
  private static void happen(AlteredTable table, int number) {
    String name = NAMES.get(number / 10 % NAMES.size());
    String other = NAMES.get(number / 100 % NAMES.size());
    String value = VALUES.get(number / 100 % VALUES.size());
    boolean isThere = table.others().contains(name);
    switch (number % 10) {
      case 0, 1, 2 -> {
        if (!isThere) {
          table.add(name, value);
        }
      }
      case 3, 4 -> {
        if (isThere) {
          table.drop(name);
        }
      }
      case 5, 6 -> {
        if (isThere && !table.others().contains(other)) {
          table.rename(name, other);
        }
      }
      case 7 -> table.vacuum();
      default -> table.insert(List.of("k" + number, "v" + number / 10, "w" + number / 100));
    }
  }
}
