package dev.tidemark.schemas.event;

import dev.tidemark.schemas.row.MalformedBytesException;

/** What an event says of its row, with the code that consumers of Debezium's topics know. */
public enum Operation {
  /** Read by the snapshot. */
  READ('r'),
  CREATE('c'),
  UPDATE('u'),
  DELETE('d'),
  TRUNCATE('t');

  private final char code;

  Operation(char code) {
    this.code = code;
  }

  public String code() {
    return String.valueOf(code);
  }

  static Operation of(int code) {
    return switch (code) {
      case 'r' -> READ;
      case 'c' -> CREATE;
      case 'u' -> UPDATE;
      case 'd' -> DELETE;
      case 't' -> TRUNCATE;
      default ->
          throw new MalformedBytesException(
              "an event has the unknown operation '" + (char) code + "'");
    };
  }
}
