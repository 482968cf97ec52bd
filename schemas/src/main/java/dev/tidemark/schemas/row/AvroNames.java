package dev.tidemark.schemas.row;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that Avro allows, made from names that may hold anything. */
final class AvroNames {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern ILLEGAL_CHARACTER = Pattern.compile("^[0-9]|[^A-Za-z0-9_]");

  private AvroNames() {}

  static String legal(String name) {
    return ILLEGAL_CHARACTER.matcher(name).replaceAll("_");
  }

  /** One legal name for each, all different. A name that is legal already stays. */
  static List<String> distinct(List<String> names) {
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      if (LEGAL.matcher(name).matches()) {
        taken.add(name);
      }
    }
    List<String> legal = new ArrayList<>();
    for (String name : names) {
      legal.add(taken.contains(name) ? name : untaken(legal(name), taken));
    }
    return legal;
  }

  private static String untaken(String name, Set<String> taken) {
    String candidate = name;
    for (int number = 2; !taken.add(candidate); number++) {
      candidate = name + number;
    }
    return candidate;
  }
}
