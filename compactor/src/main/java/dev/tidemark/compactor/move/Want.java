package dev.tidemark.compactor.move;

/** Where a moved row's open values are to be looked up. */
enum Want {
  /** Nothing is open. */
  NOTHING,
  /** In the batch: the row its old key had just before. */
  BATCH,
  /** In another moved row, of which this one is a later state. */
  MOVE,
  /** In the chain: the row its old key had when the batch began. */
  BASE;

  private static final Want[] ALL = values();

  static Want of(int code) {
    return ALL[code];
  }
}
