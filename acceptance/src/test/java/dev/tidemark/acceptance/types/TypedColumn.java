package dev.tidemark.acceptance.types;

import java.util.Arrays;
import java.util.List;

/**
 * A type and values of it, at least one.
 *
 * @param values as the server reads them; what begins with {@code =} is an expression
 */
record TypedColumn(String type, List<String> values) {

  static TypedColumn column(String type, String... values) {
    return new TypedColumn(type, Arrays.asList(values));
  }

  /** A value for each row; they begin again when there are more rows. */
  String literal(int row) {
    String value = values.get(row % values.size());
    return value.startsWith("=")
        ? "(" + value.substring(1) + ")::" + type
        : "'" + value.replace("'", "''") + "'";
  }
}
