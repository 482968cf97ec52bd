package dev.tidemark.compactor.move;

/** Where a moved row's open values are to be looked up. */
enum Want {
  /** Nothing is open. */
  NOTHING(0),
  /** In the batch: the row its old key had just before. */
  BATCH(1),
  /** In another moved row, of which this one is a later state. */
  MOVE(2),
  /** In the chain: the row its old key had when the batch began. */
  BASE(3);

  private static final Want[] BY_CODE = {NOTHING, BATCH, MOVE, BASE};

  private final int code;

  Want(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Want of(int code) {
    return BY_CODE[code];
  }
}
