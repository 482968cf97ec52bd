package dev.tidemark.schemas.change;

/** The source's own number of a transaction, as people see it: a PostgreSQL xid. A label only. */
public record TransactionId(String value) {

  /** The transaction id of the initial snapshot, which is not a transaction of the source. */
  public static final TransactionId SNAPSHOT = new TransactionId("snapshot");

  public TransactionId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a transaction id is not empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
