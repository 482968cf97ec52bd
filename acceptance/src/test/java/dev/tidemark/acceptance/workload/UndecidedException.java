package dev.tidemark.acceptance.workload;

import java.sql.SQLException;

/** The server went away while it was told to commit: ask it, once it is back, whether it has. */
public final class UndecidedException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final String transaction;
  private final boolean touched;

  /**
   * @param transaction the server's id of it; empty when it got none
   * @param touched whether it inserted, updated, deleted or truncated anything
   */
  public UndecidedException(String transaction, boolean touched, Exception cause) {
    super("transaction " + transaction + " is undecided: " + cause.getMessage(), cause);
    this.transaction = transaction;
    this.touched = touched;
  }

  public String transaction() {
    return transaction;
  }

  public boolean hasTouched() {
    return touched;
  }
}
