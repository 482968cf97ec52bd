package dev.tidemark.restorer.filter;

import java.util.regex.Pattern;

/** A pattern of {@code LIKE} as a regular expression of the whole text. */
final class LikePattern {

  private LikePattern() {}

  /**
   * @throws CorrectConditionException it ends in the middle of an escape
   */
  static Pattern of(String pattern) {
    StringBuilder expression = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      int character = pattern.codePointAt(at);
      at += Character.charCount(character);
      if (character == '%') {
        expression.append(".*");
      } else if (character == '_') {
        expression.append('.');
      } else {
        if (character == '\\') {
          if (at == pattern.length()) {
            throw CorrectConditionException.endsInEscape(pattern);
          }
          character = pattern.codePointAt(at);
          at += Character.charCount(character);
        }
        expression.append(Pattern.quote(Character.toString(character)));
      }
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL);
  }
}
