package dev.tidemark.schemas.change;

import java.util.ArrayList;
import java.util.List;

/** Splits {@code schema.table}, where either part may be in double quotes. */
final class TableIdParser {

  private final String text;
  private int at;

  private TableIdParser(String text) {
    this.text = text;
  }

  static TableId parse(String text) {
    TableIdParser parser = new TableIdParser(text);
    List<String> parts = new ArrayList<>();
    parts.add(parser.part());
    while (parser.at < text.length() && text.charAt(parser.at) == '.') {
      parser.at++;
      parts.add(parser.part());
    }
    if (parser.at != text.length() || parts.size() != 2 || parts.contains("")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a table; write schema.table, for example public.orders");
    }
    return new TableId(parts.get(0), parts.get(1));
  }

  private String part() {
    return at < text.length() && text.charAt(at) == '"' ? quotedPart() : plainPart();
  }

  private String plainPart() {
    int from = at;
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '"') {
      at++;
    }
    return text.substring(from, at);
  }

  private String quotedPart() {
    StringBuilder part = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        part.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        part.append('"');
        at++;
      } else {
        return part.toString();
      }
    }
    return "";
  }
}
