package dev.tidemark.schemas.timeline;

/** Ids of transactions as numbers: PostgreSQL prints them in decimal. */
final class TransactionNumber {

  /** What no text is the number of. */
  static final long NONE = -1;

  /** As many digits as always fit into a long. */
  private static final int MOST_DIGITS = 18;

  private TransactionNumber() {}

  /**
   * @return 0 or more; {@link #NONE} when the text is not what {@link Long#toString} makes of it,
   *     to the letter, or is too long
   */
  static long of(String text) {
    int length = text.length();
    boolean isPadded = length > 1 && text.charAt(0) == '0';
    if (length < 1 || length > MOST_DIGITS || isPadded) {
      return NONE;
    }
    long number = 0;
    for (int at = 0; at < length; at++) {
      char next = text.charAt(at);
      if (next < '0' || next > '9') {
        return NONE;
      }
      number = 10 * number + (next - '0');
    }
    return number;
  }
}
