package dev.tidemark.restorer.filter;

import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The labels of an enum, in its order, which is the order of its values. */
record EnumLabels(List<String> labels) {

  private static final Pattern LABELS = Pattern.compile(".* AS ENUM \\((.*)\\)", Pattern.DOTALL);
  private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

  EnumLabels {
    labels = List.copyOf(labels);
  }

  /** Empty when the type is no enum that comes with the table. */
  static Optional<EnumLabels> of(TableDefinition table, String type) {
    return table.types().stream()
        .filter(each -> each.name().equals(type))
        .map(each -> LABELS.matcher(each.create()))
        .filter(Matcher::matches)
        // Labels with a backslash are written in another way.
        .filter(found -> found.group(1).indexOf('\\') < 0)
        .map(found -> new EnumLabels(labels(found.group(1))))
        .findFirst();
  }

  private static List<String> labels(String list) {
    List<String> labels = new ArrayList<>();
    Matcher label = LABEL.matcher(list);
    while (label.find()) {
      labels.add(label.group(1).replace("''", "'"));
    }
    return labels;
  }

  /**
   * @throws IllegalArgumentException the enum has no such label
   */
  Integer place(String label) {
    int place = labels.indexOf(label);
    if (place < 0) {
      throw new IllegalArgumentException("no such label");
    }
    return place;
  }

  boolean has(String label) {
    return labels.contains(label);
  }

  String example() {
    return String.join(", ", labels.stream().map(label -> "'" + label + "'").toList());
  }
}
