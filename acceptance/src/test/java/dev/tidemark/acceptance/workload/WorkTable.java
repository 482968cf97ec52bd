package dev.tidemark.acceptance.workload;

import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of the workload.
 *
 * @param id its name
 * @param key the columns of its primary key
 * @param others its other columns, generated ones left out
 * @param truncate the statement that empties it, with what depends on it
 */
record WorkTable(TableId id, List<Field> key, List<Field> others, String truncate) {

  List<Field> fields() {
    return Stream.concat(key.stream(), others.stream()).toList();
  }

  String name() {
    return id.quoted();
  }

  String columns() {
    return names(fields());
  }

  String keyColumns() {
    return names(key);
  }

  /** A new row as SQL's values. */
  String row(Random random) {
    return literals(fields(), random);
  }

  /** Rows chosen by their place in key order, which a seed repeats. */
  String chosen(Random random, int rows) {
    return "(SELECT ctid FROM %1$s ORDER BY %2$s LIMIT %3$d OFFSET (SELECT %4$d %% greatest(1, count(*)) FROM %1$s))"
        .formatted(name(), keyColumns(), rows, random.nextInt(1_000));
  }

  static String literals(List<Field> fields, Random random) {
    return fields.stream().map(field -> field.literal(random)).collect(Collectors.joining(", "));
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.joining(", "));
  }
}
