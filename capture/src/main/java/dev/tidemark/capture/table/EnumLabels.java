package dev.tidemark.capture.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of an enum, out of the statement that makes it. */
final class EnumLabels {

  /** A literal as {@code quote_literal} writes it: quotes doubled, with E before backslashes. */
  private static final Pattern LITERAL = Pattern.compile("E?'(?:[^']|'')*'");

  private EnumLabels() {}

  /** As they are quoted. */
  static List<String> of(String create) {
    List<String> labels = new ArrayList<>();
    Matcher literal = LITERAL.matcher(create.substring(create.indexOf('(')));
    while (literal.find()) {
      labels.add(literal.group());
    }
    return labels;
  }
}
