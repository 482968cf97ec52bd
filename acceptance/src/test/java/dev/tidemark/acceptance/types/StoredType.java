package dev.tidemark.acceptance.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A type as a column may declare it, with values that are hard to keep.
 *
 * @param name as docs/types.md lists it
 * @param declaration as CREATE TABLE has it
 * @param values in the server's input form
 * @param keys values that serve as primary keys, all different to the server; empty when the type
 *     has no order
 * @param twins two values that are equal to the server and differ in text
 */
record StoredType(
    String name,
    String declaration,
    List<String> values,
    List<String> keys,
    Optional<List<String>> twins) {

  StoredType {
    values = List.copyOf(values);
    keys = List.copyOf(keys);
  }

  /** The name is the declaration's, without what stands in parentheses. */
  static StoredType type(String declaration, String... values) {
    String name = declaration.replaceAll("\\([0-9, -]*\\)", "");
    return new StoredType(name, declaration, List.of(values), List.of(), Optional.empty());
  }

  StoredType named(String other) {
    return new StoredType(other, declaration, values, keys, twins);
  }

  StoredType with(String... further) {
    List<String> all = new ArrayList<>(values);
    all.addAll(List.of(further));
    return new StoredType(name, declaration, all, keys, twins);
  }

  /** It may be a primary key, with any of its values. */
  StoredType key() {
    return new StoredType(name, declaration, values, values, twins);
  }

  /** It may be a primary key; these two are then one and the same to the server. */
  StoredType twins(String one, String other) {
    return new StoredType(name, declaration, values, keys, Optional.of(List.of(one, other)));
  }

  /** A column's name that no other type has, and that needs quotes. */
  String column() {
    return declaration.replace("\"", "").replace("'", "");
  }

  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
