package dev.tidemark.acceptance.workload;

import org.jspecify.annotations.Nullable;

/** Values in the text format of COPY. */
public final class CopyText {

  private CopyText() {}

  /** One line for a row. */
  public static String line(@Nullable String[] values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      line.append(i == 0 ? "" : "\t").append(escape(values[i]));
    }
    return line.toString();
  }

  /** As the server writes it: these characters and no others. */
  public static String escape(@Nullable String value) {
    if (value == null) {
      return "\\N";
    }
    if (isPlain(value)) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int known = "\\\b\f\n\r\t\u000b".indexOf(c);
      if (known < 0) {
        text.append(c);
      } else {
        text.append('\\').append("\\bfnrtv".charAt(known));
      }
    }
    return text.toString();
  }

  /** Without a backslash and without any of the six from backspace to carriage return. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || (c >= '\b' && c <= '\r')) {
        return false;
      }
    }
    return true;
  }

  /** The value of a line of one column that is not NULL. */
  public static String unescape(String text) {
    StringBuilder value = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        value.append(c);
      } else {
        int known = "\\bfnrtv".indexOf(text.charAt(++i));
        value.append("\\\b\f\n\r\t\u000b".charAt(known));
      }
    }
    return value.toString();
  }
}
