package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.KeyOperators;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conditions on the key of a table, in SQL. Keys are given as the texts of their values.
 *
 * @param columns of the key
 * @param operators of each of them
 */
record KeyConditions(List<String> columns, List<KeyOperators> operators) {

  KeyConditions {
    columns = columns.stream().map(TableId::quote).toList();
    operators = List.copyOf(operators);
  }

  /** As ORDER BY takes it. */
  String order() {
    return String.join(", ", columns);
  }

  /** Of all rows that come after a key in the order of keys. */
  String after(List<String> key) {
    return areBuiltIn() ? "(" + order() + ") > " + row(key) : after(key, 0);
  }

  /** The first column alone bounds the rows for an index, the others only where it is equal. */
  private String after(List<String> key, int at) {
    String value = literal(key.get(at));
    String column = columns.get(at);
    String more = column + " " + operators.get(at).more() + " " + value;
    return at == columns.size() - 1
        ? more
        : "("
            + column
            + " "
            + operators.get(at).atLeast()
            + " "
            + value
            + " AND ("
            + more
            + " OR "
            + after(key, at + 1)
            + "))";
  }

  /** Of the rows with some keys. */
  String among(List<List<String>> keys) {
    return areBuiltIn()
        ? "(" + order() + ") IN " + joined(keys.stream().map(KeyConditions::row).toList())
        : keys.stream().map(this::equal).collect(Collectors.joining(" OR "));
  }

  private String equal(List<String> key) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            at -> columns.get(at) + " " + operators.get(at).equal() + " " + literal(key.get(at)))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  private boolean areBuiltIn() {
    return operators.stream().allMatch(KeyOperators.BUILT_IN::equals);
  }

  private static String row(List<String> key) {
    return joined(key.stream().map(KeyConditions::literal).toList());
  }

  private static String joined(List<String> parts) {
    return "(" + String.join(", ", parts) + ")";
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
