package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.StoredType.type;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text and bytes: empty, escaped, from every plane of Unicode, and the engine's own placeholder.
 */
final class Texts {

  /** What the engine says in place of a value it was not sent. */
  static final String PLACEHOLDER = "__debezium_unavailable_value";

  private static final String[] HARD = {
    "",
    " ",
    "NULL",
    "\\N",
    "\\.",
    "a\tb",
    "line\nfeed",
    "carriage\rreturn",
    "\r\n",
    "back\\slash \\t \\\\",
    "'quote' \"double\" `back`",
    "comma, semicolon; {brace} (paren)",
    "\b\f\u000b\u0001\u007f",
    "ünïcödé ß ſ ı İ",
    "e\u0301 is not é",
    "日本語 العربية עברית",
    "🦀 👩‍👩‍👧‍👦 \uD83C\uDDE9\uD83C\uDDEA",
    "\u200b\u2028\ufeff\uffff",
    PLACEHOLDER,
    "$$ $1 %s ${x} \\u0041 &amp;",
  };

  private Texts() {}

  static Family family() {
    return Family.of(
        "texts",
        type("text", HARD).key(),
        type("text COLLATE \"C\"", "Z", "a", "ä").named("text"),
        type("character varying", HARD),
        type("character varying(12)", "", "twelve chars", "🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀", " trailing  ")
            .key(),
        type("character(8)", "", "a", "a  b", "ünïcödé", "🦀", "\t").key(),
        type("bpchar", "", "a", " b").named("character").key().twins("c", "c  "),
        type("\"char\"", "", "a", "\\351", "'", "\\", "\t").key(),
        type("name", "", "pg_class", "a name with blanks", "x".repeat(63)).key(),
        type("bytea", "\\x", "\\x00", "\\xff", everyByte(), "\\x5c78", hexOfPlaceholder()).key(),
        type("boolean", "true", "false").key());
  }

  private static String everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  private static String hexOfPlaceholder() {
    return "\\x" + HexFormat.of().formatHex(PLACEHOLDER.getBytes(StandardCharsets.UTF_8));
  }
}
