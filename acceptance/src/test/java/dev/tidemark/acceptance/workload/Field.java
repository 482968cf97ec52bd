package dev.tidemark.acceptance.workload;

import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column and what may stand in it.
 *
 * @param name quoted for SQL
 * @param value a random value as the server reads it; null for NULL
 */
record Field(String name, Function<Random, @Nullable String> value) {

  /** A random value as a literal of SQL. */
  String literal(Random random) {
    return quote(value.apply(random));
  }

  static String quote(@Nullable String value) {
    return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
  }
}
