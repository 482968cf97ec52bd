package dev.tidemark.restorer.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which schemas tables go to on the target. */
public sealed interface TargetSchemas {

  /** Every table keeps its own. */
  record Own() implements TargetSchemas {}

  /** All tables go to one. */
  record One(String name) implements TargetSchemas {
    public One {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a schema has a name");
      }
    }
  }

  /**
   * The tables of each schema go to one of a number, {@code copy_1} to {@code copy_N} in the order
   * of the schemas' names: no two tables meet, and no name becomes too long.
   */
  record Numbered(String prefix) implements TargetSchemas {}

  /**
   * @param name empty for the tables' own
   */
  static TargetSchemas of(Optional<String> name) {
    return name.<TargetSchemas>map(One::new).orElseGet(Own::new);
  }

  /**
   * @param sources the schemas of the tables in the source
   * @return the schema on the target for each of them
   */
  default Map<String, String> names(Collection<String> sources) {
    List<String> sorted = new ArrayList<>(new TreeSet<>(sources));
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      String source = sorted.get(i);
      if (this instanceof One one) {
        names.put(source, one.name());
      } else if (this instanceof Numbered numbered) {
        names.put(source, numbered.prefix() + "_" + (i + 1));
      } else {
        names.put(source, source);
      }
    }
    return names;
  }
}
