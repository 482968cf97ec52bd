package dev.tidemark.restorer.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked of a row, over columns by their names in the catalog. As in SQL, a comparison with
 * NULL is neither true nor false, and a row is kept when the whole is true.
 *
 * <p>Each prints itself as SQL.
 */
public sealed interface Condition {

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public String toString() {
      return joined(conditions, " AND ");
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public String toString() {
      return joined(conditions, " OR ");
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public String toString() {
      return "NOT " + condition;
    }
  }

  record Compared(String column, Comparison comparison, Literal literal) implements Condition {
    @Override
    public String toString() {
      return column + " " + comparison + " " + literal;
    }
  }

  /**
   * {@code LIKE}.
   *
   * @param pattern with {@code %} for any text, {@code _} for one character, and a backslash before
   *     one that stands for itself
   */
  record Like(String column, String pattern) implements Condition {
    @Override
    public String toString() {
      return column + " LIKE " + new Literal.Quoted(pattern);
    }
  }

  record IsNull(String column) implements Condition {
    @Override
    public String toString() {
      return column + " IS NULL";
    }
  }

  private static String joined(List<Condition> conditions, String word) {
    return conditions.stream().map(Object::toString).collect(Collectors.joining(word, "(", ")"));
  }
}
