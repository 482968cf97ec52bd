package dev.tidemark.schemas.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column's values are.
 *
 * @param kind how they are kept in rows
 * @param type the source's type, as DDL takes it
 */
public record ColumnType(ValueKind kind, String type) {

  private static final Pattern BOUNDED_TEXT = Pattern.compile("character varying\\((\\d{1,9})\\)");
  private static final Pattern BOUNDED_NUMERIC =
      Pattern.compile("numeric\\((\\d{1,9}),(-?\\d{1,9})\\)");

  /**
   * Whether every value of a column's earlier type is, byte for byte, the value it has when the
   * column comes to be of this type by an ALTER without USING. The source then writes no row anew.
   * True only of what is known to be so: text that may be longer, and numbers with more digits
   * before the point.
   */
  public boolean holdsValuesOf(ColumnType earlier) {
    if (kind != earlier.kind) {
      return false;
    }
    return type.equals(earlier.type) || isTextAsLongAs(earlier) || isWiderNumeric(earlier);
  }

  private boolean isTextAsLongAs(ColumnType earlier) {
    int longest = earlier.longestText();
    return longest > 0 && longestText() >= longest;
  }

  /** How many characters a type of varying length takes; 0 for any other type. */
  private int longestText() {
    Matcher bounded = BOUNDED_TEXT.matcher(type);
    if (bounded.matches()) {
      return Integer.parseInt(bounded.group(1));
    }
    return type.equals("text") || type.equals("character varying") ? Integer.MAX_VALUE : 0;
  }

  /** Another scale would print every value with other digits. */
  private boolean isWiderNumeric(ColumnType earlier) {
    Matcher before = BOUNDED_NUMERIC.matcher(earlier.type);
    Matcher now = BOUNDED_NUMERIC.matcher(type);
    if (!before.matches()) {
      return false;
    }
    if (!now.matches()) {
      return type.equals("numeric");
    }
    return Integer.parseInt(now.group(1)) >= Integer.parseInt(before.group(1))
        && now.group(2).equals(before.group(2));
  }
}
