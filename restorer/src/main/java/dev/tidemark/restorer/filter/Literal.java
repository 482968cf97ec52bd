package dev.tidemark.restorer.filter;

/** A value as it was written in a condition. The column that it is compared with says its type. */
public sealed interface Literal {

  /** What was written, without quotes. */
  String text();

  record Quoted(String text) implements Literal {
    @Override
    public String toString() {
      return "'" + text.replace("'", "''") + "'";
    }
  }

  record Numeral(String text) implements Literal {
    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code TRUE} or {@code FALSE}. */
  record Logical(boolean value) implements Literal {
    @Override
    public String text() {
      return value ? "true" : "false";
    }

    @Override
    public String toString() {
      return value ? "TRUE" : "FALSE";
    }
  }
}
