package dev.tidemark.schemas.event;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Names in characters that a topic may have: any other becomes {@code _xHHHH_}, its UTF-16 code. A
 * dot does too, for it separates, and an underscore before {@code x}, for it begins such a code.
 */
final class TopicText {

  private static final String OPEN = "_x";
  private static final int CODE_LENGTH = 7;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private TopicText() {}

  static String escape(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (isPlain(c) && !name.startsWith(OPEN, i)) {
        text.append(c);
      } else {
        text.append(OPEN).append(HEX.toHexDigits(c)).append('_');
      }
    }
    return text.toString();
  }

  /** Empty when {@link #escape} never says so. */
  static Optional<String> unescape(String text) {
    StringBuilder name = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (!text.startsWith(OPEN, at)) {
        name.append(text.charAt(at++));
      } else if (isCode(text, at)) {
        name.append((char) HexFormat.fromHexDigits(text, at + 2, at + CODE_LENGTH - 1));
        at += CODE_LENGTH;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(name.toString()).filter(original -> escape(original).equals(text));
  }

  private static boolean isCode(String text, int at) {
    if (at + CODE_LENGTH > text.length() || text.charAt(at + CODE_LENGTH - 1) != '_') {
      return false;
    }
    for (int i = at + OPEN.length(); i < at + CODE_LENGTH - 1; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
