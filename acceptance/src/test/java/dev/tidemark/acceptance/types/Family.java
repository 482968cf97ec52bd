package dev.tidemark.acceptance.types;

import java.util.List;

/**
 * Types that are akin, side by side in one table.
 *
 * @param name of that table
 * @param preparation what the database needs before it can have such columns
 */
record Family(String name, List<String> preparation, List<StoredType> types) {

  Family {
    preparation = List.copyOf(preparation);
    types = List.copyOf(types);
  }

  static Family of(String name, StoredType... types) {
    return new Family(name, List.of(), List.of(types));
  }

  Family after(String... statements) {
    return new Family(name, List.of(statements), types);
  }

  int rows() {
    return types.stream().mapToInt(type -> type.values().size()).max().orElseThrow();
  }
}
