package dev.tidemark.capture.pgoutput;

/** The first byte of each message. */
final class PgOutputKinds {

  static final char BEGIN = 'B';
  static final char COMMIT = 'C';
  static final char RELATION = 'R';
  static final char INSERT = 'I';
  static final char UPDATE = 'U';
  static final char DELETE = 'D';
  static final char TRUNCATE = 'T';
  static final char MESSAGE = 'M';
  static final char TYPE = 'Y';
  static final char ORIGIN = 'O';

  private PgOutputKinds() {}
}
