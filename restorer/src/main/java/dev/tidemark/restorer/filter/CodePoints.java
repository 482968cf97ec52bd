package dev.tidemark.restorer.filter;

/**
 * Text in the order of its code points, which is that of its UTF-8 bytes: PostgreSQL's collation C.
 * Java compares UTF-16, which orders what lies beyond the first 65,536 characters otherwise.
 */
record CodePoints(String text) implements Comparable<CodePoints> {

  @Override
  public int compareTo(CodePoints other) {
    int shared = Math.min(text.length(), other.text.length());
    for (int at = 0; at < shared; at++) {
      char mine = text.charAt(at);
      char its = other.text.charAt(at);
      if (mine != its) {
        return Character.isSurrogate(mine) == Character.isSurrogate(its)
            ? Character.compare(mine, its)
            : Boolean.compare(Character.isSurrogate(mine), Character.isSurrogate(its));
      }
    }
    return Integer.compare(text.length(), other.text.length());
  }
}
